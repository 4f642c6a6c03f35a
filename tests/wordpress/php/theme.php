<?php
require getenv( 'TEST_FOLDER' ) . '/wp-load.php';
switch_theme( $argv[1] );
