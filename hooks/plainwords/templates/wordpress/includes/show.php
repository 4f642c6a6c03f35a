<?php
/**
 * Pages and words in frames: the shortcode and the block. Both put out what the form on our site makes, too.
 */

defined( 'ABSPATH' ) || exit;

add_shortcode( 'plainwords', 'plainwords_shortcode' );
add_action( 'init', 'plainwords_register_block' );
add_action( 'enqueue_block_editor_assets', 'plainwords_tell_editor' );

/** [plainwords page="ID"], [plainwords term="ID"] or [plainwords lookup]. */
function plainwords_shortcode( $given ) {
	$given = (array) $given;
	foreach ( array( 'page', 'term' ) as $kind ) {
		if ( isset( $given[ $kind ] ) ) {
			return plainwords_show( $kind, $given[ $kind ] );
		}
	}
	if ( in_array( 'lookup', $given, true ) ) {
		return plainwords_show( 'lookup', '' );
	}
	return plainwords_missing( __( {{ php(say.no_kind) }}, 'plainwords' ) );
}

function plainwords_register_block() {
	register_block_type( dirname( PLAINWORDS_FILE ) . '/block', array( 'render_callback' => 'plainwords_render_block' ) );
}

function plainwords_render_block( $attributes ) {
	return plainwords_show( $attributes['kind'], $attributes['id'] );
}

/** The editor lists all names and shows the quotations without a request to anybody. */
function plainwords_tell_editor() {
	$known = wp_json_encode( plainwords_known(), JSON_HEX_TAG | JSON_HEX_AMP );
	wp_add_inline_script( 'plainwords-embed-editor-script', "var plainwordsKnown = $known;", 'before' );
}

/** A quotation with a link, a frame, and the script that makes the frame as tall as its text. */
function plainwords_show( $kind, $id ) {
	$id    = sanitize_title( $id );
	$entry = in_array( $kind, array( 'page', 'term', 'lookup' ), true ) ? plainwords_entry( $kind, $id ) : null;
	if ( null === $entry ) {
		return plainwords_missing( plainwords_advice( $kind, $id ) );
	}
	$theme = plainwords_settings()['theme'];
	$frame = plainwords_address( $entry['frame'] ) . ( 'auto' === $theme ? '' : "#theme=$theme" );
	wp_enqueue_script( 'plainwords-embed', plainwords_address( PLAINWORDS_SITE['script'] ), array(), null, true );
	$filled = strtr(
		PLAINWORDS_SITE['snippet'],
		array(
			'{url}'     => esc_url( $entry['url'] ),
			'{title}'   => esc_attr( $entry['title'] ),
			'{text}'    => esc_html( $entry['text'] ),
			'{checked}' => esc_html( $entry['checked'] ),
			'{frame}'   => esc_url( $frame ),
		)
	);
	return '<div class="plainwords">' . plainwords_with_age( $filled, $entry ) . '</div>';
}

/** A quotation is as old as the plugin. Once its page was to be checked again, it says so. */
function plainwords_with_age( $snippet, $entry ) {
	if ( gmdate( 'Y-m-d' ) <= $entry['due'] ) {
		return $snippet;
	}
	$age = '<p>' . esc_html__( {{ php(say.old) }}, 'plainwords' ) . "</p>\n";
	return str_replace( '</blockquote>', $age . '</blockquote>', $snippet );
}

/** What to do about a name that does not exist. */
function plainwords_advice( $kind, $id ) {
	if ( ! in_array( $kind, array( 'page', 'term' ), true ) ) {
		return __( {{ php(say.no_kind) }}, 'plainwords' );
	}
	$message = 'page' === $kind
		/* translators: 1: a name, 2: other names */
		? __( {{ php(say.no_page) }}, 'plainwords' )
		/* translators: 1: a name, 2: other names */
		: __( {{ php(say.no_term) }}, 'plainwords' );
	return sprintf( $message, $id, implode( ', ', plainwords_nearest( $kind, $id ) ) );
}

/** Whoever may edit the text learns what is wrong with it; readers get a link rather than a hole. */
function plainwords_missing( $advice ) {
	if ( plainwords_is_editor() ) {
		return '<p><mark class="no-gloss">' . esc_html( PLAINWORDS_SITE['name'] . ': ' . $advice ) . '</mark></p>';
	}
	return '<p><a href="' . esc_url( PLAINWORDS_SITE['home'] ) . '">' . esc_html( PLAINWORDS_SITE['name'] ) . '</a></p>';
}

function plainwords_is_editor() {
	$post = get_post();
	return $post && current_user_can( 'edit_post', $post->ID );
}
