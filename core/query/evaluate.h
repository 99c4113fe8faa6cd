// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/syntax.h"

namespace cordon {

/// What a question answers for each row: yes, no, or neither where it is unknown or where the row
/// has no such field. Negation swaps the two, so that neither stays neither.
struct Truth {
    Bitmap yes, no;

    explicit Truth(std::size_t rows = 0) : yes(rows), no(rows) {}
    /// Answered for every row.
    [[nodiscard]] static Truth certain(Bitmap rows);
};

/// Evaluates filters over one table of one index.
class Evaluator {
public:
    Evaluator(const Index& index, const FilterContext& context, std::stop_token stop)
        : m_index(index), m_context(context), m_stop(std::move(stop))
    {
    }

    /// Cancelled where the token asked; BadInput for an unknown selection.
    [[nodiscard]] Result<Truth> evaluate(const FilterNode& node, Table of);

private:
    [[nodiscard]] Result<Truth> combine(const FilterNode& node, Table of);

    const Index& m_index;
    const FilterContext& m_context;
    std::stop_token m_stop;
};

} // namespace cordon
