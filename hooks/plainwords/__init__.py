"""Plain Words: a glossary whose terms are linked and explained wherever they stand.

`terms` reads a folder of term files, `matcher` finds their words in text, `linker` makes links of them in
Markdown, `plugin` brings all of it to a MkDocs site.
"""

__version__ = "0.1.0"
