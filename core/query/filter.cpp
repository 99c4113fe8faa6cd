// SPDX-License-Identifier: Apache-2.0
#include "core/query/filter.h"

#include "core/query/evaluate.h"
#include "core/query/syntax.h"

namespace cordon {

QString FilterError::sentence() const
{
    return QStringLiteral("At character ") % QString::number(position + 1) %
           QStringLiteral(" of the filter: expected ") % expected %
           (expected.endsWith(u'?') ? QString() : QStringLiteral("."));
}

Filter::Filter() = default;

tl::expected<Filter, FilterError> Filter::parse(QStringView text)
{
    auto root = parseSyntax(text);
    if (!root) {
        return tl::unexpected(root.error());
    }
    Filter filter;
    if (*root) {
        filter.m_root = std::make_shared<const FilterNode>(std::move(**root));
    }
    return filter;
}

Result<Bitmap> match(const Filter& filter, const Index& index, Table of, const FilterContext& context,
                     std::stop_token stop)
{
    Result<MatchOutcome> outcome = matchOutcome(filter, index, of, context, std::move(stop));
    return outcome ? Result<Bitmap>(std::move(outcome->rows)) : tl::unexpected(outcome.error());
}

Result<MatchOutcome> matchOutcome(const Filter& filter, const Index& index, Table of, const FilterContext& context,
                                  std::stop_token stop)
{
    MatchOutcome out{index.described(of), Bitmap(index.size(of))};
    if (filter.matchesEverything()) {
        return out;
    }
    Result<Truth> truth = Evaluator(index, context, std::move(stop)).evaluate(*filter.root(), of);
    if (!truth) {
        return tl::unexpected(truth.error());
    }
    out.rows &= truth->yes;
    out.gaveUp = std::move(truth->no);
    out.gaveUp &= out.rows;
    return out;
}

QStringList filterFields()
{
    QStringList names;
    for (const FieldInfo& field : allFields()) {
        names << QString(field.name);
    }
    return names;
}

} // namespace cordon
