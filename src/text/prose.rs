//! How long sentences are: what the tests of help, messages and catalogs ask.

/// The most words that a sentence for people may have.
pub(crate) const MOST_WORDS: usize = 25;

/// The sentences of a text that have more than [`MOST_WORDS`] words. What stands between backticks counts as one word.
pub(crate) fn long_sentences(text: &str) -> Vec<String> {
    let quoted = |(place, part): (usize, &str)| if place % 2 == 1 { "x".to_owned() } else { part.to_owned() };
    let plain: String = text.split('`').enumerate().map(quoted).collect();
    let mut sentences = vec![String::new()];
    for word in plain.split_whitespace() {
        let sentence = sentences.len() - 1;
        sentences[sentence].push_str(word);
        sentences[sentence].push(' ');
        if word.ends_with(['.', '?', '!']) {
            sentences.push(String::new());
        }
    }
    sentences.retain(|sentence| sentence.split_whitespace().count() > MOST_WORDS);
    sentences
}

#[test]
fn a_sentence_ends_with_its_mark_and_a_quotation_is_one_word() {
    let long = "word ".repeat(MOST_WORDS + 1);
    assert_eq!(long_sentences(&long).len(), 1);
    assert!(long_sentences(&format!("{} end. {}", "word ".repeat(20), "word ".repeat(20))).is_empty());
    assert!(long_sentences(&format!("see `{long}` there")).is_empty());
}
