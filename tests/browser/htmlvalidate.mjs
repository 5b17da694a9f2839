// Rules of HTML that every finished page is held against; what is not taken as it comes has its reason beside it.
export default {
    root: true,
    extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y", "html-validate:browser"],
    rules: {
        // A heading's id is made of its words; HTML forbids blanks in an id and nothing else.
        "valid-id": ["error", {relaxed: true}],
        // The title is the heading of the page, a whole sentence.
        "long-title": "off",
        // The stylesheet comes from the folder of the page itself.
        "require-sri": ["error", {target: "crossorigin"}],
    },
};
