// SPDX-License-Identifier: Apache-2.0
#include "core/query/explain.h"

#include "core/query/pattern.h"
#include "core/query/terms.h"

namespace cordon {
namespace {

QString inWords(AnswerBy answered)
{
    switch (answered) {
    case AnswerBy::Nothing:
        return QStringLiteral("no such field; neither plain nor negated");
    case AnswerBy::Bitmap:
        return QStringLiteral("a bitmap that lies ready");
    case AnswerBy::DomainRange:
        return QStringLiteral("domain ranges: the rows of a mail domain stand side by side");
    case AnswerBy::TimeSearch:
        return QStringLiteral("binary search for the time inside each domain");
    case AnswerBy::TextScan:
        return QStringLiteral("a scan of the texts");
    case AnswerBy::ColumnScan:
        return QStringLiteral("a scan of one column");
    case AnswerBy::LinkScan:
        return QStringLiteral("a walk along links");
    case AnswerBy::PatternScan:
        return QStringLiteral("a regular expression row by row, at most %1 steps each; a row on which it gives up is "
                              "shown and marked")
            .arg(kPatternSteps);
    case AnswerBy::Members:
        break;
    }
    return QStringLiteral("the members of a named selection");
}

class Explainer {
public:
    Explainer(const Index& index, Table of, const FilterContext& context, std::stop_token stop)
        : m_index(index), m_of(of), m_terms(index, context, std::move(stop))
    {
    }

    [[nodiscard]] Done walk(const FilterNode& node, bool negated)
    {
        if (node.type == FilterNode::Type::Term) {
            return term(node, negated);
        }
        for (const FilterNode& child : node.children) {
            if (Done done = walk(child, negated != (node.type == FilterNode::Type::Not)); !done) {
                return done;
            }
        }
        return {};
    }

    std::vector<TermExplanation> terms;

private:
    [[nodiscard]] Done term(const FilterNode& node, bool negated)
    {
        const Result<SharedTruth> truth = m_terms.answer(node, m_of);
        if (!truth) {
            return tl::unexpected(truth.error());
        }
        Bitmap kept = negated ? (*truth)->no : (*truth)->yes;
        kept &= m_index.described(m_of);
        TermExplanation out{node.position, node.text, negated, m_terms.how(), kept.count(), 0};
        kept &= negated ? (*truth)->yes : (*truth)->no;
        out.gaveUp = kept.count();
        terms.push_back(std::move(out));
        return {};
    }

    const Index& m_index;
    Table m_of;
    Terms m_terms;
};

} // namespace

QString tableWord(Table table)
{
    switch (table) {
    case Table::Accounts:
        return QStringLiteral("accounts");
    case Table::Projects:
        return QStringLiteral("projects");
    case Table::Uploads:
        return QStringLiteral("uploads");
    case Table::Reports:
        return QStringLiteral("reports");
    case Table::Domains:
        break;
    }
    return QStringLiteral("domains");
}

QString answerWord(AnswerBy answered)
{
    switch (answered) {
    case AnswerBy::Nothing:
        return QStringLiteral("nothing");
    case AnswerBy::Bitmap:
        return QStringLiteral("bitmap");
    case AnswerBy::DomainRange:
        return QStringLiteral("domain-range");
    case AnswerBy::TimeSearch:
        return QStringLiteral("time-search");
    case AnswerBy::TextScan:
        return QStringLiteral("text-scan");
    case AnswerBy::ColumnScan:
        return QStringLiteral("column-scan");
    case AnswerBy::LinkScan:
        return QStringLiteral("link-scan");
    case AnswerBy::PatternScan:
        return QStringLiteral("pattern-scan");
    case AnswerBy::Members:
        break;
    }
    return QStringLiteral("members");
}

QString TermExplanation::sentence() const
{
    QString out = inWords(how.by);
    if (how.by != AnswerBy::Nothing) {
        out += QStringLiteral(", over ") + tableWord(how.on);
    }
    if (how.carried) {
        out += QStringLiteral(", then carried over along the links");
    }
    if (how.kept) {
        out += QStringLiteral("; kept from before");
    }
    return out;
}

Result<FilterExplanation> explain(const Filter& filter, const Index& index, Table of, const FilterContext& context,
                                  std::stop_token stop)
{
    FilterExplanation out;
    out.of = of;
    out.total = index.described(of).count();
    if (!filter.matchesEverything()) {
        Explainer explainer(index, of, context, stop);
        if (const Done done = explainer.walk(*filter.root(), false); !done) {
            return tl::unexpected(done.error());
        }
        out.terms = std::move(explainer.terms);
    }
    const Result<MatchOutcome> outcome = matchOutcome(filter, index, of, context, stop);
    if (!outcome) {
        return tl::unexpected(outcome.error());
    }
    out.rows = outcome->rows.count();
    out.gaveUp = outcome->gaveUp.count();
    return out;
}

} // namespace cordon
