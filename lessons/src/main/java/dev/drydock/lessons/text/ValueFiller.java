package dev.drydock.lessons.text;

import dev.drydock.lessons.variable.Values;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Text;

/** Puts values in the places of variables, wherever a reader sees letters and in the addresses of links. */
final class ValueFiller extends AbstractVisitor {
    private final Values values;

    ValueFiller(Values values) {
        this.values = values;
    }

    @Override
    public void visit(Text text) {
        text.setLiteral(values.fill(text.getLiteral()));
    }

    @Override
    public void visit(Code code) {
        code.setLiteral(values.fill(code.getLiteral()));
    }

    @Override
    public void visit(FencedCodeBlock block) {
        block.setLiteral(values.fill(block.getLiteral()));
    }

    @Override
    public void visit(IndentedCodeBlock block) {
        block.setLiteral(values.fill(block.getLiteral()));
    }

    @Override
    public void visit(Link link) {
        link.setDestination(values.fill(link.getDestination()));
        visitChildren(link);
    }
}
