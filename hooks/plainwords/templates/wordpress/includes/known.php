<?php
/**
 * What the plugin knows without asking anybody: names, addresses and quotations of the day when it was made, and what
 * has been chosen on the settings page.
 */

defined( 'ABSPATH' ) || exit;

const PLAINWORDS_OPTION = 'plainwords';

const PLAINWORDS_CHOICES = array(
	'once'  => array( 'section', 'page', 'always' ),
	'theme' => array( 'auto', 'light', 'dark' ),
);

/** Our site. */
const PLAINWORDS_SITE = array(
{% for name, value in about.items() %}
	'{{ name }}' => {{ php(value) }},
{% endfor %}
);

/** What there is to show. It is long, so it is read only where something of it is needed. */
function plainwords_known() {
	static $known = null;
	if ( null === $known ) {
		$known = json_decode( file_get_contents( dirname( PLAINWORDS_FILE ) . '/data.json' ), true );
	}
	return $known;
}

/** A page or word by its name, or the field to look words up; null if there is no such thing. */
function plainwords_entry( $kind, $id ) {
	$known = plainwords_known();
	if ( 'lookup' === $kind ) {
		return $known['lookup'];
	}
	return isset( $known[ $kind ][ $id ] ) ? $known[ $kind ][ $id ] : null;
}

/** At most three names for one that does not exist: those that hold it, or else those that are most like it. */
function plainwords_nearest( $kind, $id ) {
	$names = array_map( 'strval', array_keys( plainwords_known()[ $kind ] ) );
	$found = array();
	foreach ( $names as $name ) {
		if ( '' !== $id && false !== strpos( $name, $id ) ) {
			$found[] = $name;
		}
	}
	if ( ! $found ) {
		$distances = array();
		foreach ( $names as $name ) {
			$distances[] = levenshtein( substr( $name, 0, 200 ), substr( $id, 0, 200 ) );
		}
		array_multisort( $distances, $names );
		$found = $names;
	}
	return array_slice( $found, 0, 3 );
}

/** What has been chosen; where nothing was, or nothing of sense, what holds without a choice. */
function plainwords_settings() {
	$kept     = get_option( PLAINWORDS_OPTION );
	$kept     = is_array( $kept ) ? $kept : array();
	$settings = array(
		'explain' => ! empty( $kept['explain'] ),
		'host'    => isset( $kept['host'] ) && is_string( $kept['host'] ) ? $kept['host'] : '',
	);
	foreach ( PLAINWORDS_CHOICES as $name => $values ) {
		$is_known          = isset( $kept[ $name ] ) && in_array( $kept[ $name ], $values, true );
		$settings[ $name ] = $is_known ? $kept[ $name ] : $values[0];
	}
	return $settings;
}

/** The address of a frame or script: below our own, or below that of a group that hosts the kit itself. */
function plainwords_address( $place ) {
	$host = plainwords_settings()['host'];
	return ( '' === $host ? PLAINWORDS_SITE['home'] : $host ) . $place;
}
