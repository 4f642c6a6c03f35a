// The block in the editor: what to show is chosen from a list, and seen as the quotation that stands above the frame.
( ( wp, known ) => {
	'use strict';
	const { createElement: make } = wp.element;
	const { __ } = wp.i18n;
	const { ComboboxControl, SelectControl } = wp.components;
	const { useBlockProps } = wp.blockEditor;

	const kinds = {
{% if pages %}
		page: __( {{ make.what.choices.page | tojson }}, 'plainwords' ),
{% endif %}
		term: __( {{ make.what.choices.word | tojson }}, 'plainwords' ),
		lookup: __( {{ make.what.choices.lookup | tojson }}, 'plainwords' ),
	};
	const labels = {
		page: __( {{ make.page | tojson }}, 'plainwords' ),
		term: __( {{ make.word | tojson }}, 'plainwords' ),
	};
	const listed = ( kind ) =>
		Object.entries( known[ kind ] ).map( ( [ value, { title } ] ) => ( { value, label: title } ) );
	const options = { page: listed( 'page' ), term: listed( 'term' ) };

	const choices = ( { kind, id }, setAttributes ) => [
		make( SelectControl, {
			key: 'kind',
			label: __( {{ make.what.legend | tojson }}, 'plainwords' ),
			value: kind,
			options: Object.entries( kinds ).map( ( [ value, label ] ) => ( { value, label } ) ),
			onChange: ( value ) => setAttributes( { kind: value, id: '' } ),
		} ),
		kind !== 'lookup' && make( ComboboxControl, {
			key: 'id',
			label: labels[ kind ],
			value: id,
			options: options[ kind ],
			onChange: ( value ) => setAttributes( { id: value || '' } ),
		} ),
	];

	const quotation = ( { title, text } ) =>
		make( 'blockquote', { key: 'quotation' },
			make( 'p', null, make( 'strong', null, title ) ),
			make( 'p', null, text ),
			make( 'p', null, make( 'em', null, __( {{ say.block.frame | tojson }}, 'plainwords' ) ) )
		);

	const edit = ( { attributes, setAttributes, isSelected } ) => {
		const { kind, id } = attributes;
		const entry = kind === 'lookup' ? known.lookup : known[ kind ][ id ];
		return make( 'div', useBlockProps(),
			( isSelected || ! entry ) && choices( attributes, setAttributes ),
			entry && quotation( entry )
		);
	};

	wp.blocks.registerBlockType( 'plainwords/embed', { edit, save: () => null } );
} )( window.wp, window.plainwordsKnown );
