<?php
/**
 * Leaves nothing behind: the one option is all that the plugin keeps.
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

$plainwords_sites = is_multisite() ? get_sites( array( 'fields' => 'ids', 'number' => 0 ) ) : array();

foreach ( $plainwords_sites as $plainwords_site ) {
	delete_blog_option( $plainwords_site, 'plainwords' );
}

delete_option( 'plainwords' );
