// SPDX-License-Identifier: Apache-2.0
#include "core/store/schema.h"

#include "cache_1.embedded.h"
#include "cache_2.embedded.h"
#include "cache_3.embedded.h"
#include "journal_1.embedded.h"

namespace cordon::store {

namespace {
constexpr int kMiB = 1024 * 1024;

std::string_view text(QByteArrayView bytes)
{
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}
} // namespace

const Schema& cacheSchema()
{
    static const Schema schema{
        .file = QStringLiteral("cache.db"),
        .applicationId = 0x43644361, // "CdCa"
        .everyCommitLasts = false,
        .pageSums = false,
        .longestValue = 16 * kMiB, // readers refuse records over 1 MiB
        .steps = {text(embedded::cache_1()), text(embedded::cache_2()), text(embedded::cache_3())}};
    return schema;
}

const Schema& journalSchema()
{
    static const Schema schema{.file = QStringLiteral("journal.db"),
                               .applicationId = 0x43644a6f, // "CdJo"
                               .everyCommitLasts = true,
                               .pageSums = true,
                               .longestValue = 256 * kMiB, // one plan is one value
                               .steps = {text(embedded::journal_1())}};
    return schema;
}

const Schema& damagedJournalSchema()
{
    static const Schema schema = [] {
        Schema lenient = journalSchema();
        lenient.pageSums = false;
        return lenient;
    }();
    return schema;
}

} // namespace cordon::store
