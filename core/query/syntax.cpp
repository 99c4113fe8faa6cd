// SPDX-License-Identifier: Apache-2.0
#include "core/query/syntax.h"

#include "core/domain/visible_text.h"
#include "core/query/lexer.h"
#include "core/query/values.h"

namespace cordon {
namespace {

using Parsed = tl::expected<FilterNode, FilterError>;

// Deeper nesting has no reader; the bound keeps the recursion away from the end of the stack.
constexpr int kDeepest = 50;

tl::unexpected<FilterError> expected(int position, QString what)
{
    return tl::unexpected(FilterError{position, std::move(what)});
}

FilterNode combined(FilterNode::Type type, std::vector<FilterNode>&& parts)
{
    if (parts.size() == 1) {
        return std::move(parts.front());
    }
    FilterNode node;
    node.type = type;
    node.position = parts.front().position;
    node.children = std::move(parts);
    return node;
}

QString unknownField(const QString& name)
{
    const QString shown = u'"' % forCell(name, 40) % u'"';
    if (name.isEmpty()) {
        return QStringLiteral("a field name before the colon");
    }
    if (isLaterField(name)) {
        return QStringLiteral("a field of this version (") % shown % QStringLiteral(" is not answered yet)");
    }
    if (const FieldInfo* near = nearestField(name)) {
        return QStringLiteral("a known field; there is no ") % shown % QStringLiteral(", did you mean \"") %
               QString(near->name) % QStringLiteral("\"?");
    }
    return QStringLiteral("a known field; there is no ") % shown %
           QStringLiteral(" (put quotes around a text with a colon)");
}

/// filter := all ("OR" all)*; all := one one*; one := "-"? ("(" filter ")" | term)
class Parser {
public:
    Parser(QStringView text, std::vector<Token>&& tokens) : m_text(text), m_tokens(std::move(tokens)) {}

    [[nodiscard]] Parsed run()
    {
        Parsed root = any();
        if (root && peek().type == Token::Type::Close) {
            return expected(peek().position, QStringLiteral("an opening parenthesis before this closing one"));
        }
        return root;
    }

private:
    // The last token is End and is never taken.
    [[nodiscard]] const Token& peek() const { return m_tokens[m_at]; }
    const Token& take() { return m_tokens[m_at++]; }
    /// The token is of that type and touches the one before it.
    [[nodiscard]] bool touches(Token::Type type) const { return peek().type == type && !peek().spaceBefore; }

    [[nodiscard]] Parsed any()
    {
        std::vector<FilterNode> parts;
        while (true) {
            Parsed part = all();
            if (!part) {
                return part;
            }
            parts.push_back(std::move(*part));
            if (peek().type != Token::Type::Or) {
                return combined(FilterNode::Type::Or, std::move(parts));
            }
            take();
        }
    }

    [[nodiscard]] Parsed all()
    {
        std::vector<FilterNode> parts;
        while (peek().type != Token::Type::End && peek().type != Token::Type::Close && peek().type != Token::Type::Or) {
            Parsed part = one();
            if (!part) {
                return part;
            }
            parts.push_back(std::move(*part));
        }
        if (parts.empty()) {
            return expected(peek().position, QStringLiteral("a word or field:value"));
        }
        return combined(FilterNode::Type::And, std::move(parts));
    }

    [[nodiscard]] Parsed one()
    {
        if (peek().type != Token::Type::Minus) {
            return primary();
        }
        const int position = take().position;
        const Token& next = peek();
        const bool isTerm = next.type != Token::Type::Minus && next.type != Token::Type::Close;
        if (next.spaceBefore || !isTerm || next.type == Token::Type::End) {
            return expected(next.position, QStringLiteral("a word, field:value or ( right behind the -"));
        }
        Parsed inner = primary();
        if (!inner) {
            return inner;
        }
        FilterNode node;
        node.type = FilterNode::Type::Not;
        node.position = position;
        node.children.push_back(std::move(*inner));
        return node;
    }

    [[nodiscard]] Parsed primary()
    {
        switch (peek().type) {
        case Token::Type::Open:
            return group();
        case Token::Type::Field:
            return fieldTerm();
        case Token::Type::Word:
            return wordTerm();
        case Token::Type::Quoted:
        case Token::Type::Pattern:
            return term(infoOf(Field::Words), peek().position);
        default:
            return expected(peek().position, QStringLiteral("a word or field:value"));
        }
    }

    [[nodiscard]] Parsed group()
    {
        const int position = take().position;
        if (++m_depth > kDeepest) {
            return expected(position, QStringLiteral("fewer parentheses inside each other"));
        }
        Parsed inner = any();
        if (!inner) {
            return inner;
        }
        if (peek().type != Token::Type::Close) {
            return expected(peek().position, QStringLiteral("a closing parenthesis for the one that opens at ") %
                                                 QString::number(position + 1));
        }
        take();
        --m_depth;
        return inner;
    }

    [[nodiscard]] Parsed fieldTerm()
    {
        const Token& name = take();
        const FieldInfo* field = fieldNamed(name.text);
        if (field == nullptr) {
            return expected(name.position, unknownField(name.text));
        }
        return term(*field, name.position);
    }

    // "protected" alone asks protected:yes, as in "-protected"; in quotes it is a word to look for.
    [[nodiscard]] Parsed wordTerm()
    {
        const Token& word = peek();
        const FieldInfo* field = fieldNamed(word.text);
        if (field != nullptr && field->values == ValueKind::YesNo) {
            take();
            FilterNode node;
            node.position = word.position;
            node.field = field->field;
            node.values.emplace_back(true);
            node.text = word.text;
            return node;
        }
        if (word.text == u"AND" || word.text == u"NOT") {
            return expected(word.position, QStringLiteral("words without AND and NOT: all words count, - negates; put "
                                                          "quotes around it to look for it"));
        }
        return term(infoOf(Field::Words), word.position);
    }

    [[nodiscard]] Parsed term(const FieldInfo& field, int position)
    {
        FilterNode node;
        node.position = position;
        node.field = field.field;
        bool first = true;
        do {
            if (!first) {
                take(); // the comma
            }
            // A word's first value begins the term, so a space before it belongs to the text.
            const bool mayFollowSpace = first && field.field == Field::Words;
            first = false;
            auto raw = rawValue(field, mayFollowSpace);
            if (!raw) {
                return tl::unexpected(raw.error());
            }
            auto value = readValue(field, *raw);
            if (!value) {
                return tl::unexpected(value.error());
            }
            if (auto* text = std::get_if<TextTest>(&*value);
                text != nullptr && field.field == Field::Words && !raw->prefix) {
                text->mode = TextTest::Mode::Contains;
            }
            node.values.push_back(std::move(*value));
        } while (touches(Token::Type::Comma));
        if (touches(Token::Type::Open)) { // "name:foo(bar)" does not mean two terms
            return expected(peek().position,
                            QStringLiteral("white space before this parenthesis, or quotes around the whole text"));
        }
        if (touches(Token::Type::Word) || touches(Token::Type::Quoted) || touches(Token::Type::Pattern)) {
            return expected(peek().position, QStringLiteral("white space between a quoted text or a pattern and what "
                                                            "follows"));
        }
        node.text = m_text.sliced(position, m_tokens[m_at - 1].end - position).toString();
        return node;
    }

    [[nodiscard]] tl::expected<RawValue, FilterError> rawValue(const FieldInfo& field, bool mayFollowSpace)
    {
        const bool isPattern = peek().type == Token::Type::Pattern;
        const bool isValue = isPattern || peek().type == Token::Type::Word || peek().type == Token::Type::Quoted;
        if (!isValue || (peek().spaceBefore && !mayFollowSpace)) {
            return expected(behindLast(), QStringLiteral("a value right behind ") % lastSign(field));
        }
        RawValue raw;
        if (isPattern) {
            const Token& pattern = take();
            raw.text = pattern.text;
            raw.position = pattern.position + 1;
            raw.pattern = true;
            return raw;
        }
        if (peek().type == Token::Type::Word) {
            takeWord(raw);
        }
        const bool onlyTilde = raw.contains && raw.text.isEmpty() && touches(Token::Type::Quoted);
        if (peek().type == Token::Type::Quoted && raw.text.isEmpty() && (onlyTilde || !raw.contains) && !raw.prefix) {
            takeQuoted(raw);
        }
        if (raw.text.trimmed().isEmpty()) {
            return expected(raw.position, QStringLiteral("a text that is not empty"));
        }
        return raw;
    }

    void takeWord(RawValue& raw)
    {
        const Token& word = take();
        raw.text = word.text;
        raw.position = word.position;
        if (raw.text.startsWith(u'~')) {
            raw.contains = true;
            raw.text.remove(0, 1);
            ++raw.position;
        }
        if (raw.text.endsWith(u'*')) {
            raw.prefix = !raw.contains; // ~text* asks no more than ~text
            raw.text.chop(1);
        }
    }

    void takeQuoted(RawValue& raw)
    {
        const Token& quoted = take();
        raw.text = quoted.text;
        raw.position = quoted.position;
        raw.quoted = true;
        if (touches(Token::Type::Word) && peek().text == u"*") {
            take();
            raw.prefix = !raw.contains;
        }
    }

    /// Where the token before the current one ends, as far as it is a sign or a field's colon.
    [[nodiscard]] int behindLast() const
    {
        const Token& last = m_tokens[m_at - 1];
        const qsizetype length = last.type == Token::Type::Field ? last.text.size() + 1 : 1;
        return last.position + static_cast<int>(length);
    }
    [[nodiscard]] QString lastSign(const FieldInfo& field) const
    {
        const bool comma = m_tokens[m_at - 1].type == Token::Type::Comma;
        return comma ? QStringLiteral("the comma") : QString(field.name) % u':';
    }

    QStringView m_text;
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    int m_depth = 0;
};

} // namespace

tl::expected<std::optional<FilterNode>, FilterError> parseSyntax(QStringView text)
{
    auto tokens = tokenize(text);
    if (!tokens) {
        return tl::unexpected(tokens.error());
    }
    if (tokens->size() == 1) {
        return std::nullopt;
    }
    Parsed root = Parser(text, std::move(*tokens)).run();
    if (!root) {
        return tl::unexpected(root.error());
    }
    return std::optional<FilterNode>(std::move(*root));
}

} // namespace cordon
