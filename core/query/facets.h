// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/filter.h"

namespace cordon {

/// One value of a field, how many rows have it, and the terms that keep and drop those rows.
struct FacetValue {
    QString value;
    std::int64_t count = 0;
    QString include, exclude; ///< "state:frozen", "-state:frozen"; empty where no term can say it
};
/// The values of one field under everything in a filter that is not about that field: domain, state,
/// verb, reported-kind, empty, hour (of the week, UTC) or name (its first letters).
struct Facet {
    QString field;                  ///< as in the filter language
    std::vector<FacetValue> values; ///< largest first; hours from Monday on, those that occur
    std::size_t more = 0;           ///< further values that were left out
};

struct FacetRequest {
    Table of = Table::Accounts; ///< Accounts, Projects or Uploads
    std::size_t most = 20;      ///< values a facet; hours come all; 0: no limit
};

/// The counts are rows of `of`; uploads count by what their project is. Only the fields that the table
/// has. What is unknown is in no value. Errors as match().
[[nodiscard]] Result<std::vector<Facet>> facets(const Filter& filter, const Index& index, const FacetRequest& request,
                                                const FilterContext& context = {}, std::stop_token stop = {});

} // namespace cordon
