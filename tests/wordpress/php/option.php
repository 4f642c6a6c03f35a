<?php
require getenv( 'TEST_FOLDER' ) . '/wp-load.php';
echo wp_json_encode( get_option( $argv[1], null ) );
