// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/filter.h"
#include "core/query/term_cache.h"

namespace cordon {

/// How one term of a filter was answered.
struct TermExplanation {
    int position = 0;
    QString text;         ///< as typed
    bool negated = false; ///< stands behind an odd number of "-"
    HowAnswered how;
    std::int64_t rows = 0;   ///< kept by the term alone, as it stands
    std::int64_t gaveUp = 0; ///< of them, those on which its pattern gave up
    [[nodiscard]] QString sentence() const;
};

struct FilterExplanation {
    Table of = Table::Accounts;
    std::vector<TermExplanation> terms; ///< in the order of the text
    std::int64_t total = 0, rows = 0, gaveUp = 0;
};

/// Answers the filter and says how. Errors as match().
[[nodiscard]] Result<FilterExplanation> explain(const Filter& filter, const Index& index, Table of,
                                                const FilterContext& context = {}, std::stop_token stop = {});

[[nodiscard]] QString tableWord(Table table);        ///< "accounts"
[[nodiscard]] QString answerWord(AnswerBy answered); ///< "text-scan": for programs
} // namespace cordon
