// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/query/ask.h"
#include "core/query/term_cache.h"

namespace cordon {

/// Answers single terms. Each field is answered on the table that it speaks of and then carried
/// over to the asked one, so that a mail address is read once an account and not once an upload.
class Terms {
public:
    Terms(const Index& index, const FilterContext& context, std::stop_token stop)
        : m_index(index), m_columns(*index.columns()), m_context(context), m_stop(std::move(stop))
    {
    }

    /// Cancelled where the token asked; BadInput for an unknown selection.
    [[nodiscard]] Result<SharedTruth> answer(const FilterNode& term, Table of);
    /// How the last answer came about.
    [[nodiscard]] const HowAnswered& how() const { return m_how; }

private:
    [[nodiscard]] Result<Truth> work(const FilterNode& term, Table of);
    [[nodiscard]] Result<Truth> forProjects(const FilterNode& term);
    [[nodiscard]] Result<Truth> forUploads(const FilterNode& term);
    [[nodiscard]] Result<Truth> forReports(const FilterNode& term);
    [[nodiscard]] Result<Truth> takeOver(const FilterNode& term, Table from, Table of, std::span<const Row> sources);

    [[nodiscard]] Truth aboutAccounts(const FilterNode& term);
    [[nodiscard]] Truth aboutProjects(const FilterNode& term);
    [[nodiscard]] Truth aboutDomains(const FilterNode& term);
    [[nodiscard]] Truth aboutUploads(const FilterNode& term);
    [[nodiscard]] Truth aboutReports(const FilterNode& term);

    [[nodiscard]] Bitmap domainNames(const FilterNode& term, Bitmap& gaveUp);
    [[nodiscard]] Truth domainRanges(const FilterNode& term, Table of);
    [[nodiscard]] Truth describedTimes(const FilterNode& term, Table of);
    [[nodiscard]] Truth hours(const FilterNode& term, Table of);
    [[nodiscard]] Truth names(const FilterNode& term, const FoldedColumn& column, Table of,
                              TextAsk::Spelling spelling = TextAsk::Spelling::AsIs);
    [[nodiscard]] Truth wordsOrMail(const FilterNode& term);
    [[nodiscard]] Truth known(Truth truth, const TextColumn& texts) const;
    [[nodiscard]] Truth ownedProjects(const FilterNode& term);
    [[nodiscard]] Truth owners(const FilterNode& term);
    [[nodiscard]] Truth emptiness(const FilterNode& term);
    [[nodiscard]] Truth verified(const FilterNode& term);
    [[nodiscard]] Truth twoFactor(const FilterNode& term);
    [[nodiscard]] Truth repositories(const FilterNode& term);
    [[nodiscard]] Truth uploadTimes(const FilterNode& term);
    /// What is asked of accounts, projects and domains in the same way.
    [[nodiscard]] Truth aboutAnySubject(const FilterNode& term, Table of);
    [[nodiscard]] Truth ready(const FilterNode& term, Table of, const Bitmap& rows);
    [[nodiscard]] Truth verbs(const FilterNode& term, Table of);
    [[nodiscard]] Truth roles(const FilterNode& term, Table of);
    [[nodiscard]] Truth reportCounts(const FilterNode& term, Table of);
    [[nodiscard]] Truth reported(const FilterNode& term, Table of);
    [[nodiscard]] Result<Truth> selections(const FilterNode& term, Table of);

    void by(AnswerBy what, Table on) { m_how = {what, on, false, false}; }

    const Index& m_index;
    const Columns& m_columns;
    const FilterContext& m_context;
    std::stop_token m_stop;
    HowAnswered m_how;
    SharedTruth m_wider; ///< of the term that is worked on; every row that it holds for is among these
};

} // namespace cordon
