<?php
/**
 * Plugin Name:       {{ site.name }}
 * Plugin URI:        {{ guide }}
 * Description:       {{ say.description.format(site=site.name) }}
 * Version:           {{ version }}
 * Requires at least: {{ wordpress }}
 * Requires PHP:      {{ php_version }}
 * Author:            {{ site.name }}
 * Author URI:        {{ site.home }}
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/old-licenses/gpl-2.0.html
 * Text Domain:       plainwords
 * Update URI:        {{ plugin }}
 */

defined( 'ABSPATH' ) || exit;

const PLAINWORDS_FILE = __FILE__;

require __DIR__ . '/includes/known.php';
require __DIR__ . '/includes/show.php';
require __DIR__ . '/includes/words.php';
require __DIR__ . '/includes/settings.php';
