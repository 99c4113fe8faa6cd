// SPDX-License-Identifier: Apache-2.0
#include "core/actions/matching.h"

#include "core/registry/transport.h"

namespace cordon {

Result<Filter> parseFilter(QStringView text)
{
    auto filter = Filter::parse(text);
    if (!filter) {
        return failure(ErrorKind::BadInput, filter.error().sentence(), QStringLiteral("Nothing was changed."));
    }
    return *filter;
}

Result<Selection> matchSubjects(const Filter& filter, const Index& index, const FilterContext& context,
                                std::optional<Table> of, std::stop_token stop)
{
    Selection set = Selection::none(index);
    const auto fill = [&](Table table, Bitmap& into) -> Done {
        auto rows = match(filter, index, table, context, stop);
        if (!rows) {
            return tl::unexpected(rows.error());
        }
        into = std::move(*rows);
        return {};
    };
    if (!of || *of == Table::Accounts) {
        if (auto done = fill(Table::Accounts, set.accounts); !done) {
            return tl::unexpected(done.error());
        }
    }
    if (!of || *of == Table::Projects) {
        if (auto done = fill(Table::Projects, set.projects); !done) {
            return tl::unexpected(done.error());
        }
    }
    if (of == Table::Domains || (!of && set.count() == 0)) {
        if (auto done = fill(Table::Domains, set.domains); !done) {
            return tl::unexpected(done.error());
        }
    }
    return set;
}

Done checkWritable(const Session& session)
{
    if (session.writable()) {
        return {};
    }
    return failure(ErrorKind::NeedsPerson, session.readOnlyBecause(), QStringLiteral("Nothing was changed."),
                   QStringLiteral("Close the other program, then try again."));
}

double defaultPace(const QString& origin)
{
    return isLoopback(origin) ? 0.0 : 1.0;
}

} // namespace cordon
