// SPDX-License-Identifier: Apache-2.0
// Columns that were brought up to date are those that a scan of the cache gives, part for part.
#include "core/domain/digest.h" // first: moc 6.4 stumbles where <compare> comes before any Qt header
#include "core/index/column_archive.h"
#include "core/index/column_file.h"
#include "core/index/column_sections.h"
#include "core/index/columns_builder.h"
#include "core/index/columns_merge.h"
#include "core/store/cache_store.h"
#include "core/store/workspace.h"
#include "tests/support/import_batch.h"
#include "tests/support/support.h"

#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

namespace {

using Parts = std::vector<std::string>;

/// Every part of the columns as bytes.
Parts partsOf(const Columns& columns)
{
    Parts parts;
    Apart apart([&parts](const void* values, std::size_t bytes) {
        parts.back().append(static_cast<const char*>(values), bytes);
        parts.back().append("|");
    });
    const auto part = [&](const auto& value) {
        parts.emplace_back();
        apart(value);
    };
    forEachSection(part, columns);
    return parts;
}

/// Rows as they may come in any order: of a few names, so that most of them meet others.
class Registry {
public:
    explicit Registry(std::uint32_t seed) : m_random(seed) {}

    ImportBatch rows(int count, bool uploads)
    {
        ImportBatch batch;
        for (int i = 0; i < count; ++i) {
            switch (upTo(uploads ? 8 : 5)) {
            case 0:
            case 1:
                batch.accounts.push_back(account());
                break;
            case 2:
            case 3:
                batch.projects.push_back(project());
                break;
            case 4:
                upTo(2) == 0 ? batch.reports.push_back(report())
                             : batch.roles.push_back({projectName(), userName(), word(u"Role"_s)});
                break;
            default:
                batch.uploads.push_back(upload());
            }
        }
        return batch;
    }

    int upTo(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(m_random); }
    QString userName() { return spelled(u"User%1"_s.arg(upTo(40))); }
    QString projectName() { return spelled(u"Pro_ject%1"_s.arg(upTo(60))); }

private:
    QString spelled(const QString& name) { return upTo(3) == 0 ? name.toUpper() : name; }
    QString word(const QString& of) { return upTo(4) == 0 ? QString() : QString(of % QString::number(upTo(4))); }
    Instant moment() { return Instant(Microseconds(1'750'000'000'000'000 + 900'000'000LL * upTo(60))); }
    std::optional<std::int64_t> number()
    {
        return upTo(3) == 0 ? std::nullopt : std::optional<std::int64_t>(upTo(8) == 0 ? 1LL << 40 : upTo(5));
    }

    Account account()
    {
        Account row;
        row.name = userName();
        row.domain = upTo(5) == 0 ? QString() : QString(u"mail%1.example"_s.arg(upTo(8)));
        row.email = row.name % u"@" % row.domain;
        row.joined = moment();
        row.emailVerified = upTo(2) == 0 ? std::nullopt : std::optional(upTo(2) == 0);
        row.twoFactor = word(u"key"_s);
        row.note = word(u"note"_s);
        row.state = upTo(6) == 0 ? AccountState::Frozen : AccountState::Active;
        return row;
    }
    Project project()
    {
        Project row;
        row.name = projectName();
        row.owner = userName();
        row.created = moment();
        row.releases = number();
        row.totalBytes = number();
        row.summary = word(u"summary"_s);
        row.publisher = word(u"publisher"_s);
        row.state = upTo(6) == 0 ? ProjectState::Quarantined : ProjectState::Active;
        return row;
    }
    Upload upload()
    {
        return {projectName(),
                u"1.%1"_s.arg(upTo(4)),
                upTo(3) == 0 ? QString() : userName(),
                moment(),
                number(),
                u"f%1"_s.arg(upTo(2)),
                {}};
    }
    Report report()
    {
        Report row;
        (upTo(2) == 0 ? row.project : row.username) = upTo(2) == 0 ? projectName() : userName();
        if (row.project.isEmpty() == row.username.isEmpty()) {
            row.project = projectName();
        }
        row.observer = word(u"observer"_s);
        row.kind = word(u"kind"_s);
        row.created = moment();
        row.summary = word(u"said"_s);
        return row;
    }

    std::mt19937 m_random;
};

} // namespace

class TstColumnsMerge : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        const QString folder = m_dir->filePath(u"ws"_s);
        CORDON_VERIFY(Workspace::create(folder));
        auto opened = Workspace::open(folder, Access::ReadWrite);
        CORDON_VERIFY(opened);
        m_workspace = std::move(*opened);
    }
    void cleanup()
    {
        m_workspace.reset();
        m_dir.reset();
    }

    void mergedIsWhatIsBuilt_data()
    {
        QTest::addColumn<int>("seed");
        QTest::addColumn<bool>("uploads");
        for (int seed = 1; seed <= 24; ++seed) {
            QTest::addRow("registry %d", seed) << seed << (seed % 4 != 0);
        }
    }
    void mergedIsWhatIsBuilt()
    {
        QFETCH(const int, seed);
        QFETCH(const bool, uploads);
        Registry registry(static_cast<std::uint32_t>(seed));
        CORDON_VERIFY(write(cache(), registry.rows(5 + registry.upTo(200), uploads)));
        CORDON_VERIFY(cache().finishImport());
        std::shared_ptr<const Columns> columns = built();
        for (int round = 0; round < 12; ++round) {
            // Sometimes two imports at once, sometimes the first uploads of all.
            for (int import = registry.upTo(4) == 0 ? 2 : 1; import > 0; --import) {
                CORDON_VERIFY(
                    write(cache(), registry.rows(1 + registry.upTo(round % 3 == 0 ? 40 : 6), uploads || round > 8)));
                changeOthers(registry);
                if (import == 1 || registry.upTo(2) == 0) { // else as one that was killed leaves it
                    CORDON_VERIFY(cache().finishImport());
                }
            }
            const auto merged = mergedWith(*columns);
            QVERIFY2(merged, "a small import by our own hand can be merged");
            const auto anew = built();
            QVERIFY(areSound(*merged));
            QCOMPARE(merged->generation, anew->generation);
            const Parts parts = partsOf(*merged), expected = partsOf(*anew);
            for (std::size_t part = 0; part < expected.size(); ++part) {
                QVERIFY2(parts[part] == expected[part], qPrintable(u"round %1, part %2"_s.arg(round).arg(part)));
            }
            columns = registry.upTo(3) == 0 ? columns : merged; // also over more than one generation
        }
    }

    void nothingChangedIsNothingDifferent()
    {
        Registry registry(5);
        CORDON_VERIFY(write(cache(), registry.rows(100, true)));
        CORDON_VERIFY(cache().finishImport());
        const auto columns = built();
        const auto merged = mergedWith(*columns);
        QVERIFY(merged && partsOf(*merged) == partsOf(*columns));
    }

    void whatIsKnownOfNoGenerationIsReadAnew()
    {
        Registry registry(6);
        const std::shared_ptr<const Columns> empty = built();
        CORDON_VERIFY(write(cache(), registry.rows(100, true)));
        CORDON_VERIFY(cache().finishImport());
        QVERIFY(!mergedWith(*empty)); // a first import is not written down
        const auto columns = std::make_shared<Columns>(*built());
        columns->generation = 77; // of another cache, later than this one
        QVERIFY(!mergedWith(*columns));
    }

    void moreThanAskedForIsReadAnew()
    {
        Registry registry(7);
        CORDON_VERIFY(write(cache(), registry.rows(100, true)));
        CORDON_VERIFY(cache().finishImport());
        const auto columns = built();
        CORDON_VERIFY(write(cache(), registry.rows(100, true)));
        CORDON_VERIFY(cache().finishImport());
        ChangeReader reader(columns);
        const auto version = cache().scanChanges(columns->generation, 3, reader);
        CORDON_VERIFY(version);
        QVERIFY(!*version);
    }

    void aStoppedMergeIsCancelled()
    {
        Registry registry(8);
        CORDON_VERIFY(write(cache(), registry.rows(100, true)));
        const auto columns = built();
        std::stop_source stop;
        stop.request_stop();
        const auto merged = mergedColumns(*columns, {}, 1, stop.get_token());
        QVERIFY(!merged && merged.error().kind == ErrorKind::Cancelled);
    }

private:
    CacheStore& cache() { return m_workspace->cache(); }

    /// What others than imports write.
    void changeOthers(Registry& registry)
    {
        if (registry.upTo(3) == 0) {
            CORDON_VERIFY(cache().flag({accountSubject(registry.userName()), projectSubject(registry.projectName())}));
            CORDON_VERIFY(cache().setAccountState(registry.userName().toLower(), AccountState::Frozen, u"uuid"_s));
            CORDON_VERIFY(cache().setProjectState(u"pro-ject%1"_s.arg(registry.upTo(60)), ProjectState::Archived));
        }
    }

    std::shared_ptr<const Columns> built()
    {
        ColumnsBuilder builder;
        const auto version = cache().scan(builder);
        auto columns = version ? builder.finish(version->generation, {}) : tl::unexpected(version.error());
        return columns ? *columns : nullptr;
    }

    /// Null where they cannot be merged.
    std::shared_ptr<const Columns> mergedWith(const Columns& before)
    {
        ChangeReader reader(std::make_shared<Columns>(before));
        const auto version = cache().scanChanges(before.generation, 1'000'000, reader);
        if (!version || !*version) {
            return nullptr;
        }
        return mergedColumns(before, reader.take(), (*version)->generation, {}).value_or(nullptr);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Workspace> m_workspace;
};

QTEST_GUILESS_MAIN(TstColumnsMerge)
#include "tst_columns_merge.moc"
