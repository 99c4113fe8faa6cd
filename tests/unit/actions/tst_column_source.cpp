// SPDX-License-Identifier: Apache-2.0
#include "core/actions/column_source.h"
#include "core/domain/digest.h"
#include "tests/unit/index/random_rows.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace cordon;
using cordon::test::RandomRows;
using namespace Qt::StringLiterals;

namespace {

Done unasked()
{
    return failure(ErrorKind::Usage, QStringLiteral("Nobody writes here."));
}

/// A cache that counts how often it is read whole.
class CountedCache final : public CacheStore {
public:
    std::unique_ptr<CacheImport> beginImport() override { return nullptr; }
    Done flag(const std::vector<Subject>&) override { return unasked(); }
    Result<std::uint64_t> finishImport() override { return now.generation; }
    Done setAccountState(const QString&, AccountState, const QString&) override { return unasked(); }
    Done setProjectState(const QString&, ProjectState) override { return unasked(); }
    Result<CacheCounts> counts(std::stop_token) const override { return CacheCounts(); }
    Result<CacheVersion> scan(CacheVisitor& visitor, std::stop_token) const override
    {
        ++scans;
        test::scanRows(rows, visitor);
        return now;
    }
    Result<std::optional<CacheVersion>> scanChanges(std::uint64_t since, std::int64_t, ChangeVisitor& visitor,
                                                    std::stop_token) const override
    {
        asked.push_back(since);
        if (!changing) {
            return std::optional<CacheVersion>();
        }
        test::CacheRows changed;
        changed.accounts.push_back(rows.accounts[*changing]);
        test::scanRows(changed, visitor);
        static_cast<void>(visitor.uploadsBesides());
        return std::optional(now);
    }
    void change()
    {
        ++now.generation;
        rows.accounts[*changing].value.note = u"generation "_s % QString::number(now.generation);
    }
    Result<CacheVersion> version(std::stop_token) const override { return now; }
    Result<std::vector<Upload>> uploads(std::span<const std::int64_t>, std::stop_token) const override
    {
        return std::vector<Upload>();
    }

    test::CacheRows rows = RandomRows(3).rows;
    /// An account that each generation after the first one describes anew; nobody: changes are not known.
    std::optional<std::size_t> changing;
    mutable std::vector<std::uint64_t> asked; ///< generations since which changes were asked for
    CacheVersion now{"one cache", 1, false};
    mutable int scans = 0;
};

} // namespace

class ColumnSourceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QFile::remove(m_dir.filePath(QStringLiteral("columns.bin"))); }

    void anUnchangedCacheIsReadOnce()
    {
        CountedCache cache;
        ColumnSource source(m_dir.path());
        const auto first = source.current(cache, true, {});
        const auto second = source.current(cache, true, {});
        QVERIFY(first && second);
        QCOMPARE(first->get(), second->get());
        QCOMPARE(cache.scans, 1);
    }

    void aNewGenerationIsReadAnew()
    {
        CountedCache cache;
        ColumnSource source(m_dir.path());
        QVERIFY(source.current(cache, true, {}));
        cache.now.generation = 2;
        const auto columns = source.current(cache, true, {});
        QVERIFY(columns);
        QCOMPARE((*columns)->generation, std::uint64_t{2});
        QCOMPARE(cache.scans, 2);
    }

    void whatIsBeingWrittenIsReadEachTimeAndNotKept()
    {
        CountedCache cache;
        cache.now.changed = true;
        {
            ColumnSource source(m_dir.path(), 0);
            QVERIFY(source.current(cache, true, {}) && source.current(cache, true, {}));
        }
        QCOMPARE(cache.scans, 2);
        QVERIFY(!QFile::exists(m_dir.filePath(QStringLiteral("columns.bin"))));
    }

    void theNextStartReadsThePicture()
    {
        CountedCache cache;
        std::size_t uploads = 0;
        {
            ColumnSource source(m_dir.path(), 0); // and its end waits for the picture
            const auto columns = source.current(cache, true, {});
            QVERIFY(columns);
            uploads = (*columns)->uploads.id.size();
        }
        ColumnSource next(m_dir.path(), 0);
        const auto columns = next.current(cache, true, {});
        QVERIFY(columns);
        QCOMPARE(cache.scans, 1);
        QCOMPARE((*columns)->uploads.id.size(), uploads);
        cache.now.cache = "another cache"; // at the same generation
        ColumnSource other(m_dir.path(), 0);
        QVERIFY(other.current(cache, true, {}));
        QCOMPARE(cache.scans, 2);
    }

    void whatHasChangedIsBroughtIntoTheColumnsAtHand()
    {
        CountedCache cache;
        cache.changing = 0;
        ColumnSource source(m_dir.path(), 0);
        QVERIFY(source.current(cache, true, {}));
        cache.change();
        const auto columns = source.current(cache, true, {});
        QVERIFY(columns);
        QCOMPARE((*columns)->generation, std::uint64_t{2});
        QVERIFY(says(**columns, "generation 2"));
        QCOMPARE(cache.scans, 1);
        QCOMPARE(cache.asked, std::vector<std::uint64_t>{1});
    }

    void whatHasChangedIsBroughtIntoAnOlderPictureAndThatIsKept()
    {
        CountedCache cache;
        cache.changing = 0;
        {
            ColumnSource source(m_dir.path(), 0);
            QVERIFY(source.current(cache, true, {}));
        }
        cache.change();
        {
            ColumnSource source(m_dir.path(), 0);
            const auto columns = source.current(cache, true, {});
            QVERIFY(columns && says(**columns, "generation 2"));
        }
        ColumnSource source(m_dir.path(), 0);
        const auto columns = source.current(cache, true, {});
        QVERIFY(columns && says(**columns, "generation 2"));
        QCOMPARE(cache.scans, 1);
        QCOMPARE(cache.asked, std::vector<std::uint64_t>{1}); // the third one read what the second had kept
    }

    void columnsOfAnUnfinishedImportAreNothingToBuildOn()
    {
        CountedCache cache;
        cache.changing = 0;
        ColumnSource source(m_dir.path(), 0);
        QVERIFY(source.current(cache, false, {}));
        cache.now.changed = true;
        QVERIFY(source.current(cache, false, {}));
        QCOMPARE(cache.asked, std::vector<std::uint64_t>{1}); // of the generation before it
        cache.now.changed = false;
        cache.change();
        const auto columns = source.current(cache, false, {});
        QVERIFY(columns && says(**columns, "generation 2"));
        QCOMPARE(cache.asked, std::vector<std::uint64_t>{1});
        QCOMPARE(cache.scans, 2);
    }

    void aPictureOfALaterGenerationIsNoneOfThisCache()
    {
        CountedCache cache;
        cache.changing = 0;
        cache.change();
        {
            ColumnSource source(m_dir.path(), 0);
            QVERIFY(source.current(cache, true, {}));
        }
        cache.now.generation = 1;
        ColumnSource source(m_dir.path(), 0);
        QVERIFY(source.current(cache, true, {}));
        QCOMPARE(cache.scans, 2);
        QVERIFY(cache.asked.empty());
    }

    void aDamagedPictureIsReplaced()
    {
        CountedCache cache;
        const QString path = m_dir.filePath(QStringLiteral("columns.bin"));
        {
            ColumnSource source(m_dir.path(), 0);
            QVERIFY(source.current(cache, true, {}));
        }
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(file.size() / 2) && file.write("damage") == 6);
        file.close();
        {
            ColumnSource source(m_dir.path(), 0);
            QVERIFY(source.current(cache, true, {}));
            QCOMPARE(cache.scans, 2);
        }
        ColumnSource source(m_dir.path(), 0);
        QVERIFY(source.current(cache, true, {}));
        QCOMPARE(cache.scans, 2);
    }

    void whoOnlyLooksLeavesNoFile()
    {
        CountedCache cache;
        {
            ColumnSource source(m_dir.path(), 0);
            QVERIFY(source.current(cache, false, {}));
        }
        QVERIFY(!QFile::exists(m_dir.filePath(QStringLiteral("columns.bin"))));
    }

    void aSmallCacheLeavesNoFile()
    {
        CountedCache cache;
        {
            ColumnSource source(m_dir.path());
            QVERIFY(source.current(cache, true, {}));
        }
        QVERIFY(!QFile::exists(m_dir.filePath(QStringLiteral("columns.bin"))));
    }

private:
    static bool says(const Columns& columns, std::string_view note)
    {
        const std::size_t rows = columns.accounts.id.size();
        for (Row row = 0; row < rows; ++row) {
            if (columns.accounts.note.at(row) == note) {
                return true;
            }
        }
        return false;
    }

    QTemporaryDir m_dir;
};

QTEST_APPLESS_MAIN(ColumnSourceTest)
#include "tst_column_source.moc"
