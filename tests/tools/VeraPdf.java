import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;

/** Checks PDF files against PDF/UA-1: one line a file, its broken rules parted by tabs. Run with veraPDF in the class path. */
public class VeraPdf {
    private static final PDFAFlavour FLAVOUR = PDFAFlavour.PDFUA_1;

    public static void main(String[] paths) throws Exception {
        Logger.getLogger("org.verapdf").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        var profile = profile();
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (var foundry = Foundries.defaultInstance()) {
            for (var path : paths) {
                var broken = new TreeSet<String>();
                try (var parser = foundry.createParser(new File(path), FLAVOUR);
                        var validator = foundry.createValidator(profile, false)) {
                    for (var said : validator.validate(parser).getTestAssertions()) {
                        if (said.getStatus() == TestAssertion.Status.FAILED) {
                            var rule = said.getRuleId();
                            var text = rule.getClause() + "-" + rule.getTestNumber() + " " + said.getMessage();
                            broken.add(text.replaceAll("\\s+", " "));
                        }
                    }
                }
                out.println(String.join("\t", broken));
            }
        }
    }

    /** The profile in the jar, read by hand, since the jar lacks the library with which veraPDF reads it. */
    private static ValidationProfile profile() throws Exception {
        Element root;
        try (var file = Foundries.class.getResourceAsStream("validation/PDFUA-1.xml")) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file).getDocumentElement();
        }
        var rules = new HashSet<Rule>();
        for (var rule : all(root, "rule")) {
            var id = all(rule, "id").get(0);
            var number = Integer.parseInt(id.getAttribute("testNumber"));
            rules.add(Profiles.ruleFromValues(
                    Profiles.ruleIdFromValues(FLAVOUR.getPart(), id.getAttribute("clause"), number),
                    rule.getAttribute("object"),
                    Boolean.valueOf(rule.getAttribute("deferred")),
                    rule.getAttribute("tags"),
                    text(rule, "description"),
                    text(rule, "test"),
                    Profiles.errorFromValues(text(rule, "message"), List.of()),
                    List.of()));
        }
        var variables = new HashSet<Variable>();
        for (var one : all(root, "variable")) {
            variables.add(Profiles.variableFromValues(
                    one.getAttribute("name"), one.getAttribute("object"), text(one, "defaultValue"), text(one, "value")));
        }
        return Profiles.profileFromValues(FLAVOUR, Profiles.defaultProfile().getDetails(), "", rules, variables);
    }

    private static String text(Element parent, String name) {
        return all(parent, name).get(0).getTextContent();
    }

    private static List<Element> all(Element parent, String name) {
        var found = parent.getElementsByTagName(name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
