<?php
define( 'WP_INSTALLING', true );
require getenv( 'TEST_FOLDER' ) . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install( 'River Valley Support Group', 'administrator', 'administrator@example.org', false, '', 'administrator' );
foreach ( array( 'author', 'contributor' ) as $role ) {
	wp_insert_user(
		array(
			'user_login' => $role,
			'user_pass'  => $role,
			'user_email' => "$role@example.org",
			'role'       => $role,
		)
	);
}

// The editor greets nobody.
foreach ( get_users() as $user ) {
	$preferences = array(
		'core/edit-post' => array( 'welcomeGuide' => false ),
		'_modified'      => '2026-01-01T00:00:00.000Z',
	);
	update_user_meta( $user->ID, 'wp_persisted_preferences', $preferences );
}
