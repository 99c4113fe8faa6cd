// SPDX-License-Identifier: Apache-2.0
#include "core/domain/visible_text.h"
#include "core/query/selection.h"

namespace cordon {
namespace {

using Named = std::function<std::optional<std::vector<Subject>>(const QString&)>;

constexpr int kDeepest = 50;

bool endsName(QChar c)
{
    return c.isSpace() || c == u'+' || c == u'&' || c == u'(' || c == u')' || c == u'"';
}

/// sum := product (("+" | "-") product)*; product := operand ("&" operand)*;
/// operand := name | "(" sum ")". A "-" inside a name belongs to it ("inbox-ru").
class Expression {
public:
    Expression(QStringView text, const Index& index, const Named& named) : m_text(text), m_index(index), m_named(named)
    {
    }

    [[nodiscard]] Result<Selection> run()
    {
        Result<Selection> total = sum();
        if (total && m_at < m_text.size()) {
            return expected(m_at, QStringLiteral("+, - or & between two names"));
        }
        return total;
    }

private:
    [[nodiscard]] tl::unexpected<Error> bad(qsizetype position, const QString& what, const QString& next = {}) const
    {
        return failure(ErrorKind::BadInput,
                       QStringLiteral("At character ") % QString::number(position + 1) %
                           QStringLiteral(" of the expression: ") % what % u'.',
                       {}, next);
    }
    [[nodiscard]] tl::unexpected<Error> expected(qsizetype position, const QString& what) const
    {
        return bad(position, QStringLiteral("expected ") % what);
    }

    /// The next sign that is no white space; null at the end.
    [[nodiscard]] QChar sign()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace()) {
            ++m_at;
        }
        return m_at < m_text.size() ? m_text[m_at] : QChar();
    }

    [[nodiscard]] Result<Selection> sum()
    {
        Result<Selection> total = product();
        while (total && (sign() == u'+' || sign() == u'-')) {
            const bool adds = m_text[m_at++] == u'+';
            const Result<Selection> next = product();
            if (!next) {
                return next;
            }
            if (adds) {
                *total |= *next;
            } else {
                *total -= *next;
            }
        }
        return total;
    }

    [[nodiscard]] Result<Selection> product()
    {
        Result<Selection> total = operand();
        while (total && sign() == u'&') {
            ++m_at;
            const Result<Selection> next = operand();
            if (!next) {
                return next;
            }
            *total &= *next;
        }
        return total;
    }

    [[nodiscard]] Result<Selection> operand()
    {
        const QChar first = sign();
        const qsizetype start = m_at;
        if (first == u'(') {
            return parenthesis();
        }
        if (first == u'"') {
            const qsizetype close = m_text.indexOf(u'"', start + 1);
            if (close < 0) {
                return expected(start, QStringLiteral("a closing quote (\") for the one that opens here"));
            }
            m_at = close + 1;
            return look(start, m_text.sliced(start + 1, close - start - 1).toString());
        }
        while (m_at < m_text.size() && !endsName(m_text[m_at]) && (m_at > start || first != u'-')) {
            ++m_at;
        }
        if (m_at == start) {
            return expected(start, QStringLiteral("the name of a selection"));
        }
        return look(start, m_text.sliced(start, m_at - start).toString());
    }

    [[nodiscard]] Result<Selection> parenthesis()
    {
        const qsizetype open = m_at++;
        if (++m_depth > kDeepest) {
            return expected(open, QStringLiteral("fewer parentheses inside each other"));
        }
        Result<Selection> inner = sum();
        if (inner && sign() != u')') {
            return expected(m_at, QStringLiteral("a closing parenthesis for the one that opens at ") %
                                      QString::number(open + 1));
        }
        ++m_at;
        --m_depth;
        return inner;
    }

    [[nodiscard]] Result<Selection> look(qsizetype position, const QString& name) const
    {
        const auto subjects = m_named ? m_named(name) : std::nullopt;
        if (!subjects) {
            const QString next =
                name.contains(u'-') ? QStringLiteral("A minus needs white space around it.") : QString();
            return bad(position, QStringLiteral("there is no selection named \"") % forCell(name) % u'"', next);
        }
        return resolve(m_index, *subjects).set;
    }

    QStringView m_text;
    const Index& m_index;
    const Named& m_named;
    qsizetype m_at = 0;
    int m_depth = 0;
};

} // namespace

Result<Selection> evaluateExpression(QStringView expression, const Index& index,
                                     const std::function<std::optional<std::vector<Subject>>(const QString&)>& named)
{
    return Expression(expression, index, named).run();
}

} // namespace cordon
