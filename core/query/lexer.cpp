// SPDX-License-Identifier: Apache-2.0
#include "core/query/lexer.h"

namespace cordon {
namespace {

bool endsRun(QChar c)
{
    return c.isSpace() || c == u'(' || c == u')' || c == u',' || c == u'"';
}

class Lexer {
public:
    explicit Lexer(QStringView text) : m_text(text) {}

    [[nodiscard]] tl::expected<std::vector<Token>, FilterError> run()
    {
        while (true) {
            const qsizetype before = m_at;
            while (m_at < m_text.size() && m_text[m_at].isSpace()) {
                ++m_at;
            }
            m_space = m_at > before || before == 0;
            if (m_at == m_text.size()) {
                push(Token::Type::End, m_at, m_at, {});
                return std::move(m_tokens);
            }
            if (!takeOne()) {
                return tl::unexpected(m_error);
            }
        }
    }

private:
    [[nodiscard]] bool takeOne()
    {
        const QChar c = m_text[m_at];
        switch (c.unicode()) {
        case u'(':
            return takeSign(Token::Type::Open);
        case u')':
            return takeSign(Token::Type::Close);
        case u',':
            return takeSign(Token::Type::Comma);
        case u'"':
            return takeQuoted();
        case u'/':
            return takePattern();
        case u'-':
            if (!expectsValue()) {
                return takeSign(Token::Type::Minus);
            }
            break;
        default:
            break;
        }
        takeRun();
        return true;
    }

    // Behind a field's colon or a comma the next run is a value, whatever it looks like.
    [[nodiscard]] bool expectsValue() const
    {
        if (m_space || m_tokens.empty()) {
            return false;
        }
        const Token::Type last = m_tokens.back().type;
        return last == Token::Type::Field || last == Token::Type::Comma;
    }

    [[nodiscard]] bool takeSign(Token::Type type)
    {
        push(type, m_at, m_at + 1, {});
        ++m_at;
        return true;
    }

    void takeRun()
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size() && !endsRun(m_text[m_at])) {
            ++m_at;
        }
        const QStringView run = m_text.sliced(start, m_at - start);
        if (expectsValue()) {
            push(Token::Type::Word, start, m_at, run.toString());
            return;
        }
        const qsizetype colon = run.indexOf(u':');
        if (colon >= 0) {
            m_at = start + colon + 1;
            push(Token::Type::Field, start, m_at, run.first(colon).toString());
        } else {
            push(run == u"OR" ? Token::Type::Or : Token::Type::Word, start, m_at, run.toString());
        }
    }

    [[nodiscard]] bool takeQuoted()
    {
        const qsizetype start = m_at++;
        QString text;
        while (m_at < m_text.size() && m_text[m_at] != u'"') {
            const bool escaped = m_text[m_at] == u'\\' && m_at + 1 < m_text.size() &&
                                 (m_text[m_at + 1] == u'"' || m_text[m_at + 1] == u'\\');
            m_at += escaped ? 1 : 0;
            text += m_text[m_at++];
        }
        if (m_at == m_text.size()) {
            m_error = {static_cast<int>(start), QStringLiteral("a closing quote (\") for the one that opens here")};
            return false;
        }
        ++m_at;
        push(Token::Type::Quoted, start, m_at, std::move(text));
        return true;
    }

    [[nodiscard]] bool takePattern()
    {
        const qsizetype start = m_at++;
        while (m_at < m_text.size() && m_text[m_at] != u'/') {
            m_at += m_text[m_at] == u'\\' ? 2 : 1;
        }
        if (m_at >= m_text.size()) {
            m_error = {static_cast<int>(start), QStringLiteral("a closing / for the pattern that opens here, or quotes "
                                                               "around a text that begins with a slash")};
            return false;
        }
        ++m_at;
        push(Token::Type::Pattern, start, m_at, m_text.sliced(start + 1, m_at - start - 2).toString());
        return true;
    }

    void push(Token::Type type, qsizetype position, qsizetype end, QString text)
    {
        m_tokens.push_back({type, static_cast<int>(position), static_cast<int>(end), m_space, std::move(text)});
    }

    QStringView m_text;
    qsizetype m_at = 0;
    bool m_space = true;
    std::vector<Token> m_tokens;
    FilterError m_error;
};

} // namespace

tl::expected<std::vector<Token>, FilterError> tokenize(QStringView text)
{
    return Lexer(text).run();
}

} // namespace cordon
