// SPDX-License-Identifier: Apache-2.0
#include "ui/models/facet_terms.h"

#include "core/query/lexer.h"

#include <QStringList>

#include <algorithm>
#include <optional>

namespace cordon::ui {

namespace {

/// A term that counts for every row, and where it stands with its minus and the parentheses that are
/// around it alone.
struct Part {
    FilterNode term;
    FacetUse use = FacetUse::Included;
    qsizetype begin = 0;
    qsizetype end = 0;
};

/// The span of one term, grown over parentheses that hold nothing else.
void growOverParentheses(const QString& text, Part& part)
{
    while (true) {
        qsizetype before = part.begin - 1;
        qsizetype behind = part.end;
        while (before >= 0 && text.at(before).isSpace()) {
            --before;
        }
        while (behind < text.size() && text.at(behind).isSpace()) {
            ++behind;
        }
        if (before < 0 || behind >= text.size() || text.at(before) != u'(' || text.at(behind) != u')') {
            return;
        }
        part.begin = before;
        part.end = behind + 1;
    }
}

Part partOf(const QString& text, const FilterNode& node)
{
    const bool negated = node.type == FilterNode::Type::Not;
    Part part{negated ? node.children.front() : node, negated ? FacetUse::Excluded : FacetUse::Included};
    part.begin = part.term.position;
    part.end = part.begin + part.term.text.size();
    growOverParentheses(text, part);
    if (negated) {
        part.begin = node.position;
        growOverParentheses(text, part);
    }
    return part;
}

bool isTerm(const FilterNode& node)
{
    return node.type == FilterNode::Type::Term ||
           (node.type == FilterNode::Type::Not && node.children.front().type == FilterNode::Type::Term);
}

std::vector<Part> partsOf(const QString& text, const FilterNode& root)
{
    std::vector<Part> parts;
    if (isTerm(root)) {
        parts.push_back(partOf(text, root));
    } else if (root.type == FilterNode::Type::And) {
        for (const FilterNode& child : root.children) {
            if (isTerm(child)) {
                parts.push_back(partOf(text, child));
            }
        }
    }
    return parts;
}

std::optional<FilterNode> rootOf(const QString& text)
{
    auto root = parseSyntax(text);
    return root ? std::move(*root) : std::nullopt;
}

/// "a" and "\"b c\"*" of `name:a,"b c"*`; nothing of a field that stands alone.
QStringList valueTexts(const FilterNode& term)
{
    const auto tokens = tokenize(term.text);
    QStringList texts;
    if (!tokens || tokens->front().type != Token::Type::Field) {
        return texts;
    }
    qsizetype from = tokens->front().end;
    for (const Token& token : *tokens) {
        if (token.type == Token::Type::Comma) {
            texts.append(term.text.mid(from, token.position - from));
            from = token.end;
        }
    }
    texts.append(term.text.mid(from));
    return texts;
}

QString nameOf(Field field)
{
    return QString(infoOf(field).name);
}

bool isYesNo(Field field)
{
    return infoOf(field).values == ValueKind::YesNo;
}

template<class T>
bool equal(const T& a, const T& b)
{
    return a == b;
}
bool equal(const TextTest& a, const TextTest& b)
{
    return a.mode == b.mode && a.text.compare(b.text, Qt::CaseInsensitive) == 0;
}
bool equal(const PatternTest& a, const PatternTest& b)
{
    return a.pattern == b.pattern;
}
bool equal(const Interval& a, const Interval& b)
{
    return a.low == b.low && a.high == b.high;
}
bool equal(const StateTest& a, const StateTest& b)
{
    return a.account == b.account && a.project == b.project;
}

bool same(const FilterValue& a, const FilterValue& b)
{
    return a.index() == b.index() &&
           std::visit([&b](const auto& mine) { return equal(mine, std::get<std::decay_t<decltype(mine)>>(b)); }, a);
}

/// Asking for `wide` finds what asking for `narrow` finds, so that both together say no more.
bool covers(const FilterValue& wide, const FilterValue& narrow)
{
    if (std::holds_alternative<PatternTest>(wide)) {
        return true; // nobody can tell: narrow what it finds instead
    }
    if (const auto* hours = std::get_if<WeekHours>(&wide)) {
        const auto* inner = std::get_if<WeekHours>(&narrow);
        return inner != nullptr && (*inner & ~*hours).none();
    }
    const auto* outer = std::get_if<TextTest>(&wide);
    const auto* inner = std::get_if<TextTest>(&narrow);
    if (outer == nullptr || inner == nullptr || outer->mode == TextTest::Mode::Equals) {
        return false;
    }
    return outer->mode == TextTest::Mode::Contains ? inner->text.contains(outer->text, Qt::CaseInsensitive)
                                                   : inner->text.startsWith(outer->text, Qt::CaseInsensitive);
}

int placeOf(const FilterNode& term, const FilterNode& wanted)
{
    if (term.field != wanted.field) {
        return -1;
    }
    const auto found = std::find_if(term.values.begin(), term.values.end(),
                                    [&](const FilterValue& value) { return same(value, wanted.values.front()); });
    return found == term.values.end() ? -1 : int(found - term.values.begin());
}

/// A part cut out, with the white space that then stands twice.
QString without(const QString& text, const Part& part)
{
    const QString before = text.left(part.begin).trimmed();
    const QString behind = text.mid(part.end).trimmed();
    const bool inside = before.endsWith(u'(') || behind.startsWith(u')');
    return before.isEmpty() || behind.isEmpty() || inside ? QString(before % behind)
                                                          : QString(before % QLatin1Char(' ') % behind);
}

QString takenOut(const QString& text, const FilterNode& wanted)
{
    const auto root = rootOf(text);
    if (!root) {
        return text;
    }
    for (const Part& part : partsOf(text, *root)) {
        const int place = placeOf(part.term, wanted);
        if (place < 0) {
            continue;
        }
        QStringList values = valueTexts(part.term);
        QString left;
        if (values.size() > 1) {
            values.removeAt(place);
            QString whole = text;
            whole.replace(part.term.position, part.term.text.size(),
                          QString(nameOf(part.term.field) % QLatin1Char(':') % values.join(QLatin1Char(','))));
            left = whole;
        } else {
            left = without(text, part);
        }
        return takenOut(left, wanted); // it may stand there again
    }
    return text;
}

QString appended(const QString& text, const std::optional<FilterNode>& root, const QString& term)
{
    if (!root) {
        return term;
    }
    const QString before = text.trimmed();
    // OR binds weaker than what stands side by side.
    return root->type == FilterNode::Type::Or ? QString(QLatin1Char('(') % before % QStringLiteral(") ") % term)
                                              : QString(before % QLatin1Char(' ') % term);
}

QString added(const QString& text, const FilterNode& wanted, FacetUse use)
{
    const auto root = rootOf(text);
    const QString term = use == FacetUse::Excluded ? QString(QLatin1Char('-') % wanted.text) : wanted.text;
    if (!root) {
        return term;
    }
    for (const Part& part : partsOf(text, *root)) {
        if (part.use != use || part.term.field != wanted.field) {
            continue;
        }
        QString whole = text;
        if (isYesNo(wanted.field)) {
            return whole.replace(part.term.position, part.term.text.size(), wanted.text);
        }
        const auto& values = part.term.values;
        const bool wider = std::none_of(values.begin(), values.end(),
                                        [&](const FilterValue& value) { return covers(value, wanted.values.front()); });
        if (wider || use == FacetUse::Excluded) {
            const qsizetype end = part.term.position + part.term.text.size();
            return whole.insert(end, QString(QLatin1Char(',') % valueTexts(wanted).value(0)));
        }
    }
    return appended(text, root, term);
}

} // namespace

FacetTerms::FacetTerms(const QString& text)
{
    if (const auto root = rootOf(text)) {
        for (Part& part : partsOf(text, *root)) {
            m_terms.emplace_back(std::move(part.term), part.use);
        }
    }
}

FacetUse FacetTerms::useOf(const QString& term) const
{
    const auto wanted = rootOf(term);
    if (wanted && wanted->type == FilterNode::Type::Term) {
        for (const auto& mine : m_terms) {
            if (placeOf(mine.first, *wanted) >= 0) {
                return mine.second;
            }
        }
    }
    return FacetUse::None;
}

std::vector<FacetTerms::Named> FacetTerms::named(Field field) const
{
    std::vector<Named> out;
    for (const auto& mine : m_terms) {
        if (mine.first.field != field) {
            continue;
        }
        QStringList values = valueTexts(mine.first);
        if (values.isEmpty()) {
            values.append(QStringLiteral("yes")); // "empty" alone
        }
        for (const QString& value : values) {
            const auto tokens = tokenize(value);
            const bool quoted = tokens && tokens->size() == 2 && tokens->front().type == Token::Type::Quoted;
            out.push_back({quoted ? tokens->front().text : value, QString(nameOf(field) % QLatin1Char(':') % value),
                           mine.second});
        }
    }
    return out;
}

QString withFacetValue(const QString& text, const QString& term, FacetUse wanted)
{
    const auto value = rootOf(term);
    if (!parseSyntax(text) || !value || value->type != FilterNode::Type::Term) {
        return text;
    }
    const FacetUse now = FacetTerms(text).useOf(term);
    const QString out = now == FacetUse::None ? text : takenOut(text, *value);
    const bool stays = wanted == FacetUse::Excluded ? now != FacetUse::Excluded : now == FacetUse::None;
    return stays ? added(out, *value, wanted) : out;
}

} // namespace cordon::ui
