// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/index/stop_poll.h"
#include "core/query/evaluate.h"

namespace cordon {

/// Answers single terms. Each field is answered on the table that it speaks of and then carried
/// over to the asked one, so that a mail address is read once an account and not once an upload.
class Terms {
public:
    Terms(const Index& index, const FilterContext& context, std::stop_token stop)
        : m_index(index), m_context(context), m_stop(stop), m_poll(std::move(stop))
    {
    }

    [[nodiscard]] Result<Truth> answer(const FilterNode& term, Table of);

private:
    [[nodiscard]] Result<Truth> forUploads(const FilterNode& term);
    [[nodiscard]] Result<Truth> forReports(const FilterNode& term);
    [[nodiscard]] Result<Truth> forSubjects(const FilterNode& term, Table of);

    [[nodiscard]] Truth aboutAccounts(const FilterNode& term);
    [[nodiscard]] Truth aboutProjects(const FilterNode& term);
    [[nodiscard]] Truth aboutDomains(const FilterNode& term);
    [[nodiscard]] Truth aboutUploads(const FilterNode& term);
    [[nodiscard]] Truth aboutReports(const FilterNode& term);

    [[nodiscard]] Truth domainsOfAccounts(const FilterNode& term);
    [[nodiscard]] Truth uploadTimes(const FilterNode& term);
    /// What is asked of accounts, projects and domains in the same way.
    [[nodiscard]] Truth aboutAnySubject(const FilterNode& term, Table of);
    [[nodiscard]] Truth verbs(const FilterNode& term, Table of) const;
    [[nodiscard]] Truth roles(const FilterNode& term, Table of);
    [[nodiscard]] Truth reported(const FilterNode& term, Table of);
    [[nodiscard]] Result<Truth> selections(const FilterNode& term, Table of) const;

    /// test: Row -> std::optional<bool>, nothing where it is unknown. Ends early where asked to stop.
    template<class F>
    [[nodiscard]] Truth scan(Table of, F&& test)
    {
        const std::size_t count = m_index.size(of);
        Truth truth(count);
        for (Row row = 0; row < count && !m_poll(); ++row) {
            if (const std::optional<bool> answer = test(row)) {
                (*answer ? truth.yes : truth.no).set(row);
            }
        }
        return truth;
    }

    /// The answers of another table; sourceOf: row of `of` -> std::optional<Row> of that table.
    template<class F>
    [[nodiscard]] Truth carry(const Truth& answered, Table of, F&& sourceOf)
    {
        return scan(of, [&](Row row) -> std::optional<bool> {
            const std::optional<Row> source = sourceOf(row);
            if (source && (answered.yes.test(*source) || answered.no.test(*source))) {
                return answered.yes.test(*source);
            }
            return std::nullopt;
        });
    }

    const Index& m_index;
    const FilterContext& m_context;
    std::stop_token m_stop;
    StopPoll m_poll;
};

} // namespace cordon
