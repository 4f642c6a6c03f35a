plainwords.words = {{ words | tojson }};
