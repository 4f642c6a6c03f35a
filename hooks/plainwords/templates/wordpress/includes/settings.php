<?php
/**
 * Settings → Plain Words, and the text for the site's privacy notice.
 */

defined( 'ABSPATH' ) || exit;

add_action( 'admin_menu', 'plainwords_add_page' );
add_action( 'admin_init', 'plainwords_register_settings' );
add_filter( 'plugin_action_links_' . plugin_basename( PLAINWORDS_FILE ), 'plainwords_action_links' );

function plainwords_add_page() {
	add_options_page(
		PLAINWORDS_SITE['name'],
		__( {{ php(say.menu) }}, 'plainwords' ),
		'manage_options',
		'plainwords',
		'plainwords_page'
	);
}

function plainwords_action_links( $links ) {
	$link = '<a href="' . esc_url( admin_url( 'options-general.php?page=plainwords' ) ) . '">'
		. esc_html__( {{ php(say.settings) }}, 'plainwords' ) . '</a>';
	return array_merge( array( $link ), $links );
}

function plainwords_register_settings() {
	register_setting( 'plainwords', PLAINWORDS_OPTION, array( 'sanitize_callback' => 'plainwords_sanitize' ) );
	add_settings_section( 'plainwords', '', '__return_null', 'plainwords' );
	$fields = array(
		'explain' => __( {{ php(say.explain) }}, 'plainwords' ),
		'once'    => __( {{ php(make.once.legend) }}, 'plainwords' ),
		'theme'   => __( {{ php(make.theme.legend) }}, 'plainwords' ),
		'host'    => __( {{ php(say.host) }}, 'plainwords' ),
	);
	foreach ( $fields as $name => $title ) {
		$label = 'explain' === $name ? array() : array( 'label_for' => "plainwords-$name" );
		add_settings_field( $name, $title, "plainwords_field_$name", 'plainwords', 'plainwords', $label );
	}
	wp_add_privacy_policy_content( PLAINWORDS_SITE['name'], wp_kses_post( plainwords_privacy() ) );
}

function plainwords_privacy() {
	/* translators: 1: name of our site, 2: address of the host */
	$text = __( {{ php(say.privacy) }}, 'plainwords' );
	return '<p>' . esc_html( sprintf( $text, PLAINWORDS_SITE['name'], plainwords_address( '' ) ) ) . '</p>';
}

/** Keeps only what makes sense; of an address that does not, the one from before. */
function plainwords_sanitize( $given ) {
	$given = is_array( $given ) ? $given : array();
	$kept  = array( 'explain' => ! empty( $given['explain'] ), 'host' => '' );
	foreach ( PLAINWORDS_CHOICES as $name => $values ) {
		$is_known      = isset( $given[ $name ] ) && in_array( $given[ $name ], $values, true );
		$kept[ $name ] = $is_known ? $given[ $name ] : $values[0];
	}
	$host = isset( $given['host'] ) && is_string( $given['host'] ) ? trim( $given['host'] ) : '';
	if ( '' === $host ) {
		return $kept;
	}
	$address = esc_url_raw( preg_replace( '#embed/v1/.*$#', '', $host ), array( 'https' ) );
	if ( 0 === strpos( $address, 'https://' ) && false === strpbrk( $address, '?#' ) ) {
		$kept['host'] = trailingslashit( $address );
		return $kept;
	}
	$kept['host'] = plainwords_settings()['host'];
	if ( ! get_settings_errors( 'plainwords' ) ) {
		/* translators: %s: what somebody has typed */
		$message = __( {{ php(say.bad_host) }}, 'plainwords' );
		add_settings_error( 'plainwords', 'host', esc_html( sprintf( $message, $host ) ) );
	}
	return $kept;
}

function plainwords_field_explain() {
	printf(
		'<label><input type="checkbox" name="plainwords[explain]" value="1"%s> %s</label><p class="description">%s</p>',
		checked( plainwords_settings()['explain'], true, false ),
		esc_html__( {{ php(say.explain_label) }}, 'plainwords' ),
		esc_html__( {{ php(say.explain_note) }}, 'plainwords' )
	);
}

function plainwords_field_once() {
	plainwords_select(
		'once',
		array(
			{% for value, label in make.once.choices.items() %}
			'{{ value }}' => __( {{ php(label) }}, 'plainwords' ),
			{% endfor %}
		)
	);
}

function plainwords_field_theme() {
	plainwords_select(
		'theme',
		array(
			{% for value, label in make.theme.choices.items() %}
			'{{ value }}' => __( {{ php(label) }}, 'plainwords' ),
			{% endfor %}
		)
	);
}

function plainwords_select( $name, $labels ) {
	printf( '<select id="plainwords-%1$s" name="plainwords[%1$s]">', esc_attr( $name ) );
	foreach ( $labels as $value => $label ) {
		$chosen = selected( plainwords_settings()[ $name ], $value, false );
		printf( '<option value="%s"%s>%s</option>', esc_attr( $value ), $chosen, esc_html( $label ) );
	}
	echo '</select>';
}

function plainwords_field_host() {
	printf(
		'<input type="url" id="plainwords-host" name="plainwords[host]" value="%s" placeholder="%s" class="regular-text code">'
			. '<p class="description">%s</p>',
		esc_attr( plainwords_settings()['host'] ),
		esc_attr( PLAINWORDS_SITE['home'] ),
		esc_html__( {{ php(say.host_note) }}, 'plainwords' )
	);
}

function plainwords_page() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	echo '<div class="wrap"><h1>' . esc_html( PLAINWORDS_SITE['name'] ) . '</h1><form action="options.php" method="post">';
	settings_fields( 'plainwords' );
	do_settings_sections( 'plainwords' );
	submit_button();
	echo '</form>';
	/* translators: %s: a date */
	echo '<p>' . esc_html( sprintf( __( {{ php(say.age) }}, 'plainwords' ), PLAINWORDS_SITE['checked'] ) );
	echo ' <a href="' . esc_url( PLAINWORDS_SITE['plugin'] ) . '">' . esc_html__( {{ php(say.newest) }}, 'plainwords' ) . '</a></p>';
	echo '<h2>' . esc_html__( {{ php(say.names) }}, 'plainwords' ) . '</h2>';
	echo '<p>' . esc_html__( {{ php(say.shortcodes) }}, 'plainwords' ) . '</p><ul class="ul-disc">';
	foreach ( array( 'plainwords page="ID"', 'plainwords term="ID"', 'plainwords lookup', 'plainwords_word id="ID"', 'plainwords_off' ) as $code ) {
		echo '<li><code>[' . esc_html( $code ) . ']</code></li>';
	}
	echo '</ul>';
	plainwords_names( __( {{ php(say.pages) }}, 'plainwords' ), plainwords_known()['page'] );
	plainwords_names( __( {{ php(say.terms) }}, 'plainwords' ), plainwords_known()['term'] );
	echo '</div>';
}

function plainwords_names( $title, $entries ) {
	echo '<details><summary>' . esc_html( $title ) . '</summary><table class="widefat striped"><tbody>';
	foreach ( $entries as $id => $entry ) {
		printf( '<tr><td>%s</td><td><code>%s</code></td></tr>', esc_html( $entry['title'] ), esc_html( $id ) );
	}
	echo '</tbody></table></details>';
}
