// The peer of the search in `run.py`: Lucene over the same documents and questions.
//
//     java -cp 'JARS/*' Lucene.java documents.tsv questions.tsv INDEX
//
// Prints the seconds of indexing, then the milliseconds and the hits of each question.
import java.nio.file.*;
import java.util.*;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.*;
import org.apache.lucene.search.highlight.*;
import org.apache.lucene.store.*;

public class Lucene {
    public static void main(String[] args) throws Exception {
        var analyzer = new StandardAnalyzer();
        long begun = System.nanoTime();
        var directory = new MMapDirectory(Path.of(args[2]));
        var settings = new IndexWriterConfig(analyzer).setOpenMode(IndexWriterConfig.OpenMode.CREATE);
        settings.setRAMBufferSizeMB(400);
        try (var writer = new IndexWriter(directory, settings);
                var lines = Files.newBufferedReader(Path.of(args[0]))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split("\t", 3);
                var document = new Document();
                document.add(new StringField("id", cells[0], Field.Store.YES));
                document.add(new StringField("residence", cells[1], Field.Store.NO));
                document.add(new TextField("text", cells[2], Field.Store.YES));
                writer.addDocument(document);
            }
        }
        System.out.printf(Locale.ROOT, "indexed\t%.3f%n", (System.nanoTime() - begun) / 1e9);
        var searcher = new IndexSearcher(DirectoryReader.open(directory));
        var questions = Files.readAllLines(Path.of(args[1]));
        // The first passes warm: the virtual machine compiles what runs often.
        for (int pass = 0; pass < 4; pass++) {
            for (String line : questions) {
                String[] cells = line.split("\t");
                long from = System.nanoTime();
                var query = new BooleanQuery.Builder();
                for (String word : cells[0].split(" ")) {
                    query.add(new TermQuery(new Term("text", word.toLowerCase(Locale.ROOT))), BooleanClause.Occur.MUST);
                }
                var words = query.build();
                var whole = new BooleanQuery.Builder()
                        .add(words, BooleanClause.Occur.MUST)
                        .add(new TermQuery(new Term("residence", cells[1])), BooleanClause.Occur.FILTER)
                        .build();
                var top = searcher.search(whole, 20);
                int found = searcher.count(whole);
                var highlighter = new Highlighter(new QueryScorer(words, "text"));
                int shown = 0;
                for (var hit : top.scoreDocs) {
                    String text = searcher.storedFields().document(hit.doc).get("text");
                    String best = highlighter.getBestFragment(analyzer, "text", text);
                    shown += best == null ? 0 : best.length();
                }
                double time = (System.nanoTime() - from) / 1e6;
                if (pass == 3 && shown >= 0) {
                    System.out.printf(Locale.ROOT, "question\t%.4f\t%d%n", time, found);
                }
            }
        }
    }
}
