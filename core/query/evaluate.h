// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/syntax.h"
#include "core/query/truth.h"

namespace cordon {

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
    [[nodiscard]] Result<Truth> term(const FilterNode& node, Table of);
    [[nodiscard]] Result<Truth> combine(const FilterNode& node, Table of);

    const Index& m_index;
    const FilterContext& m_context;
    std::stop_token m_stop;
};

} // namespace cordon
