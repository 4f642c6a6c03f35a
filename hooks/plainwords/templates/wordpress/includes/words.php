<?php
/**
 * Medical words explained in the text of this site: the script for them, and words that an author has marked.
 */

defined( 'ABSPATH' ) || exit;

add_shortcode( 'plainwords_word', 'plainwords_word_shortcode' );
add_shortcode( 'plainwords_off', '__return_empty_string' );
add_action( 'wp_enqueue_scripts', 'plainwords_explain_all' );
add_filter( 'the_content', 'plainwords_explain_marked', 99 );
add_filter( 'script_loader_tag', 'plainwords_script_tag', 10, 2 );

/** [plainwords_word id="m-protein"]the protein in your blood[/plainwords_word]; the id may be left out. */
function plainwords_word_shortcode( $given, $content = '' ) {
	$given   = (array) $given;
	$content = wp_kses_post( do_shortcode( $content ) );
	$id      = sanitize_title( isset( $given['id'] ) ? $given['id'] : wp_strip_all_tags( $content ) );
	if ( null !== plainwords_entry( 'term', $id ) ) {
		return '<span data-plainwords="' . esc_attr( $id ) . '">' . $content . '</span>';
	}
	if ( plainwords_is_editor() ) {
		return $content . ' <mark class="no-gloss">' . esc_html( plainwords_advice( 'term', $id ) ) . '</mark>';
	}
	return $content;
}

/** Whether the script is to look for words itself: [plainwords_off] keeps it from a page. */
function plainwords_is_explained() {
	return plainwords_settings()['explain'] && is_singular( array( 'post', 'page' ) )
		&& ! has_shortcode( get_queried_object()->post_content, 'plainwords_off' );
}

function plainwords_explain_all() {
	if ( plainwords_is_explained() ) {
		plainwords_enqueue_words();
	}
}

/** Words that an author has marked are explained wherever they stand. */
function plainwords_explain_marked( $content ) {
	if ( false !== strpos( $content, ' data-plainwords=' ) ) {
		plainwords_enqueue_words();
	}
	return $content;
}

function plainwords_enqueue_words() {
	wp_enqueue_script( 'plainwords-words', plainwords_address( PLAINWORDS_SITE['words'] ), array(), null, true );
}

/** Gives our scripts what WordPress has no words for, in all its versions: nothing waits for them, or tells of the page. */
function plainwords_script_tag( $tag, $handle ) {
	if ( 'plainwords-embed' !== $handle && 'plainwords-words' !== $handle ) {
		return $tag;
	}
	$more = 'async referrerpolicy="no-referrer" ';
	if ( 'plainwords-words' === $handle ) {
		$settings = plainwords_settings();
		$more    .= 'data-once="' . esc_attr( $settings['once'] ) . '" data-theme="' . esc_attr( $settings['theme'] ) . '" ';
		$more    .= plainwords_is_explained() ? '' : 'data-auto="off" ';
	}
	return str_replace( ' src=', ' ' . $more . 'src=', $tag );
}
