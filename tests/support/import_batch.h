// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/records.h"
#include "core/store/cache_store.h"

#include <vector>

namespace cordon::test {

/// Rows as values, in any order, that no file has to hold.
struct ImportBatch {
    std::vector<Account> accounts;
    std::vector<Project> projects;
    std::vector<Upload> uploads;
    std::vector<Role> roles;
    std::vector<Report> reports;
};

/// Writes them in one transaction, as a batch of an import that is not finished.
[[nodiscard]] Done write(CacheStore& cache, const ImportBatch& batch);

} // namespace cordon::test
