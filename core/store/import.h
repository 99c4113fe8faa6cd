// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/batch_writer.h"
#include "core/store/cache_store.h"
#include "core/store/reader_pool.h"
#include "core/store/writer.h"

#include <atomic>
#include <future>

namespace cordon::store {

/// An import into cache.db: names become numbers on the caller's thread while the writer thread
/// writes the batch before.
class Import final : public CacheImport {
public:
    /// `others`: counts what others than imports change, by the writer thread. `going`: whether an import
    /// of this cache is going on; then this one refuses.
    Import(Writer& writer, const ReaderPool& readers, const std::int64_t& others, std::atomic<bool>& going)
        : m_writer(writer), m_readers(readers), m_others(others), m_going(going), m_refused(going.exchange(true))
    {
    }
    ~Import() override;

    /// Where it is much, begins to read all names at once.
    void expect(std::int64_t bytes) override;
    [[nodiscard]] Result<std::optional<ImportLeftOver>> leftOver(const QByteArray& job) override;
    [[nodiscard]] Done write(RowBatchHandle rows) override;
    [[nodiscard]] Result<std::uint64_t> finish(ImportEnd end) override;

private:
    [[nodiscard]] Done begin();
    /// Waits until all that was handed over is written.
    [[nodiscard]] Done settle();
    /// Ends the import: another may begin, this one refuses from here on.
    void leave();
    [[nodiscard]] static Error otherGoing();

    Writer& m_writer;
    const ReaderPool& m_readers;
    const std::int64_t& m_others; ///< by the writer thread, as are m_othersBefore and m_unchangedBefore
    std::atomic<bool>& m_going;
    bool m_refused; ///< another is going on, or this one has ended
    std::int64_t m_othersBefore = 0;
    bool m_unchangedBefore = false;
    NameResolver m_names;
    std::vector<std::future<Done>> m_preparing; ///< of m_names
    std::unique_ptr<BatchWriter> m_rows;        ///< by the writer thread
    std::future<Done> m_pending;                ///< the batch that is being written
    std::optional<Error> m_failure;             ///< what was kept no longer fits what is written
};

} // namespace cordon::store
