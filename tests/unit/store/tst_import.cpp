// SPDX-License-Identifier: Apache-2.0
// Imports in batches: what they leave in the cache, whatever is repeated in them and wherever they end.
#include "core/store/name_table.h"
#include "core/store/opening.h"
#include "tests/unit/store/store_fixture.h"

#include <QRandomGenerator>

#include <array>
#include <tuple>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

namespace {

using Identity = std::tuple<std::string, std::string, std::string>; // project, version, filename
using Uploads = std::map<Identity, std::int64_t>;                   // size

RowBatchHandle emptyBatch()
{
    return RowBatchHandle(new RowBatch);
}

void addUpload(RowBatch& rows, const Identity& identity, std::int64_t size)
{
    const auto& [project, version, filename] = identity;
    rows.add(ImportedUpload{project, project, version, "nora", "Nora", at(1), size, filename, {}});
}

/// Wants none of the rows.
class NoRows final : public ChangeVisitor {
public:
    void account(const AccountView&) override {}
    void project(const ProjectView&) override {}
    std::vector<std::int64_t> uploadsBesides() override { return {}; }
    void upload(const UploadView&) override {}
    void role(const RoleView&) override {}
    void report(const ReportView&) override {}
};

ImportedAccount describedAs(Utf8 key, Utf8 name, Utf8 email)
{
    ImportedAccount row;
    row.key = key;
    row.name = name;
    row.email = email;
    row.domain = "x.org";
    return row;
}

Uploads uploadsOf(const Place& place)
{
    const SQLite::Database database(place.file(u"cache.db"_s).toStdString(), SQLite::OPEN_READONLY);
    SQLite::Statement row(database, "SELECT p.key, version, filename, size FROM upload JOIN project AS p "
                                    "ON p.id = project_id");
    Uploads uploads;
    int rows = 0;
    while (row.executeStep()) {
        ++rows;
        uploads[{row.getColumn(0).getString(), row.getColumn(1).getString(), row.getColumn(2).getString()}] =
            row.getColumn(3).getInt64();
    }
    return rows == static_cast<int>(uploads.size()) ? uploads : Uploads(); // a row that is there twice is none
}

} // namespace

class TstImport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_place = std::make_unique<Place>();
        open();
    }
    void cleanup()
    {
        m_workspace.reset();
        m_place.reset();
    }

    void theLatestOfEveryUploadIsKeptHoweverOftenItComes()
    {
        QRandomGenerator random(7);
        // Few and alike, so that parts of one could be taken for parts of another.
        const std::array<std::string, 5> parts{"a", "aa", "a-a", "1", ""};
        Uploads expected;
        for (int session = 0; session < 4; ++session) {
            const auto import = cache().beginImport();
            for (int batch = 0; batch < 5; ++batch) {
                auto rows = emptyBatch();
                for (int i = 0; i < 200; ++i) {
                    const Identity identity{"p" + parts.at(static_cast<std::size_t>(random.bounded(4))),
                                            parts.at(static_cast<std::size_t>(random.bounded(5))),
                                            parts.at(static_cast<std::size_t>(random.bounded(5)))};
                    expected[identity] = random.bounded(1'000);
                    addUpload(*rows, identity, expected[identity]);
                }
                CORDON_VERIFY(import->write(std::move(rows)));
            }
            CORDON_VERIFY(import->finish(ImportEnd::Complete));
            QVERIFY(uploadsOf(*m_place) == expected);
        }
    }

    void whatIsChangedAndChangedBackIsNoChange()
    {
        const auto twoForms = [this](std::int64_t first, std::int64_t second) {
            const auto import = cache().beginImport();
            for (const std::int64_t size : {first, second}) {
                auto rows = emptyBatch();
                addUpload(*rows, {"p", "1", "f"}, size);
                rows->add(describedAs("nora", "Nora", size == 1 ? Utf8("a@x.org") : Utf8("b@x.org")));
                rows->add(ImportedReport{"p", "p", {}, {}, "o", size == 1, "k", at(3), "s", "u"});
                if (!import->write(std::move(rows))) {
                    return std::uint64_t{0};
                }
            }
            return import->finish(ImportEnd::Complete).value_or(0);
        };
        QCOMPARE(twoForms(1, 2), std::uint64_t{1});
        QCOMPARE(twoForms(1, 2), std::uint64_t{1});
        QCOMPARE(twoForms(2, 1), std::uint64_t{2});
        QCOMPARE(twoForms(2, 1), std::uint64_t{2});
    }

    void aChangeByOthersMeanwhileIsCounted()
    {
        auto rows = emptyBatch();
        rows->add(describedAs("nora", "Nora", "a@x.org"));
        auto import = cache().beginImport();
        CORDON_VERIFY(import->write(std::move(rows)));
        QCOMPARE(import->finish(ImportEnd::Complete).value_or(0), std::uint64_t{1});

        import = cache().beginImport();
        for (const Utf8 address : {Utf8("b@x.org"), Utf8("a@x.org")}) {
            rows = emptyBatch();
            rows->add(describedAs("nora", "Nora", address));
            CORDON_VERIFY(import->write(std::move(rows)));
            CORDON_VERIFY(cache().flag({accountSubject(u"nora"_s)}));
        }
        QCOMPARE(import->finish(ImportEnd::Complete).value_or(0), std::uint64_t{2});
    }

    void manyNamesAreFoundWhetherLookedUpOrLoaded()
    {
        constexpr int kMany = 30'000; // more than are loaded without thinking
        ImportBatch known;
        for (int i = 0; i < kMany; ++i) {
            known.accounts.push_back(account(u"user%1"_s.arg(i)));
        }
        CORDON_VERIFY(write(cache(), known));
        const auto import = cache().beginImport();
        for (int batch = 0; batch < 3; ++batch) { // few enough for single look-ups at first, then too many
            auto rows = emptyBatch();
            for (int i = 0; i < 2'500; ++i) {
                const std::string name = "user" + std::to_string(batch * 2'500 + i + kMany - 3'750);
                rows->add(ImportedRole{"p", "p", name, name, "Owner"});
            }
            CORDON_VERIFY(import->write(std::move(rows)));
        }
        CORDON_VERIFY(import->finish(ImportEnd::Complete));
        const auto counts = cache().counts();
        CORDON_VERIFY(counts);
        QCOMPARE(counts->accounts, kMany + 3'750);
        QCOMPARE(counts->roles, 7'500);
        QCOMPARE(counts->unresolved, 3'750 + 1);
    }

    void aBatchThatCannotBeWrittenEndsTheImportAndLeavesTheOnesBefore()
    {
        const auto import = cache().beginImport();
        auto rows = emptyBatch();
        rows->add(describedAs("nora", "Nora", "a@x.org"));
        CORDON_VERIFY(import->write(std::move(rows)));
        rows = emptyBatch();
        const std::string endless(17 * 1024 * 1024, 'x');
        rows->add(describedAs("olaf", "Olaf", endless));
        static_cast<void>(import->write(std::move(rows)));
        rows = emptyBatch();
        rows->add(describedAs("paul", "Paul", "a@x.org"));
        const Done after = import->write(std::move(rows));
        QVERIFY(!after && after.error().kind == ErrorKind::BadInput);
        QVERIFY(!import->finish(ImportEnd::BrokenOff));
        QCOMPARE(cache().counts()->accounts, 1);
    }

    void onlyTheSameFilesFindTheirMark()
    {
        const ImportMark mark{"job", 2, 77, 9, 1};
        auto import = cache().beginImport();
        auto rows = emptyBatch();
        rows->mark = mark;
        rows->rejected = {{u"f"_s, 3, 4, u"why"_s}};
        CORDON_VERIFY(import->write(std::move(rows)));
        CORDON_VERIFY(import->finish(ImportEnd::BrokenOff));
        import.reset();
        reopen();

        import = cache().beginImport();
        const auto left = import->leftOver("job");
        CORDON_VERIFY(left);
        QVERIFY(left->has_value());
        QCOMPARE((*left)->mark.file, 2);
        QCOMPARE((*left)->mark.offset, 77);
        QCOMPARE((*left)->mark.line, 9);
        QCOMPARE((*left)->mark.rejected, 1);
        QCOMPARE((*left)->rejected.size(), std::size_t{1});
        QCOMPARE((*left)->rejected[0].reason, u"why"_s);
        QVERIFY(!import->leftOver("other")->has_value());
        QVERIFY2(!import->leftOver("job")->has_value(), "what the other one wrote may be later");
    }

    void whileOneImportGoesOnAnotherIsRefusedInWords()
    {
        auto import = cache().beginImport();
        auto rows = emptyBatch();
        rows->add(describedAs("nora", "Nora", "a@x.org"));
        CORDON_VERIFY(import->write(std::move(rows)));
        {
            const auto other = cache().beginImport();
            other->expect(1 << 30);
            const Done written = other->write(emptyBatch());
            QVERIFY(!written && written.error().kind == ErrorKind::NeedsPerson);
            QVERIFY(written.error().what.contains(u"going on"_s));
            QVERIFY(!other->leftOver("job"));
            QVERIFY(!other->finish(ImportEnd::Complete));
        }
        CORDON_VERIFY(import->finish(ImportEnd::Complete));
        QCOMPARE(cache().counts()->accounts, 1);
        const auto next = cache().beginImport(); // the one before has ended, though it is still there
        CORDON_VERIFY(next->write(emptyBatch()));
    }

    void whatOthersChangedMakesABrokenOffImportBeginAnew_data()
    {
        QTest::addColumn<bool>("different");
        QTest::newRow("a new state") << true;
        QTest::newRow("the state it had") << false;
    }
    void whatOthersChangedMakesABrokenOffImportBeginAnew()
    {
        QFETCH(const bool, different);
        {
            const auto import = cache().beginImport();
            auto rows = emptyBatch();
            rows->mark = ImportMark{"job", 0, 77, 9, 0};
            rows->add(describedAs("nora", "Nora", "a@x.org"));
            CORDON_VERIFY(import->write(std::move(rows)));
            // While it goes on it is the import that comes last.
            CORDON_VERIFY(cache().setAccountState(u"nora"_s, AccountState::Frozen, {}));
            CORDON_VERIFY(import->finish(ImportEnd::BrokenOff));
        }
        reopen();
        const AccountState state = different ? AccountState::Active : AccountState::Frozen;
        CORDON_VERIFY(cache().setAccountState(u"nora"_s, state, {}));
        const auto left = cache().beginImport()->leftOver("job");
        CORDON_VERIFY(left);
        QCOMPARE(left->has_value(), !different);
    }

    void aCacheOfTheSecondVersionKeepsItsRowsAndKnowsNoChanges()
    {
        m_workspace.reset();
        store::Schema second = store::cacheSchema();
        second.steps.resize(2);
        const QString path = m_place->file(u"cache.db"_s);
        QVERIFY(QFile::remove(path));
        CORDON_VERIFY(store::makeDatabase(path, second));
        {
            SQLite::Database database(path.toStdString(), SQLite::OPEN_READWRITE);
            database.exec("INSERT INTO account(id, key, name) VALUES (5, 'nora', 'Nora');"
                          "UPDATE state SET generation = 6, changed = 1");
        }
        open();
        QCOMPARE(cache().counts()->accounts, 1);
        NoRows nobody;
        QVERIFY(!cache().scanChanges(6, 100, nobody)->has_value()); // what was begun is not known whole
        CORDON_VERIFY(cache().finishImport());
        QVERIFY(cache().scanChanges(7, 100, nobody)->has_value());
    }

    void manyChangesAreForgottenUntilTheNextGeneration()
    {
        const auto change = [this](std::int64_t size) {
            const auto import = cache().beginImport();
            auto rows = emptyBatch();
            addUpload(*rows, {"p", "1", "f"}, size);
            const bool written = import->write(std::move(rows)).has_value();
            return written ? import->finish(ImportEnd::Complete).value_or(0) : 0;
        };
        NoRows nobody;
        const auto known = [&](std::uint64_t since, std::int64_t most = 1'000'000) {
            const auto version = cache().scanChanges(since, most, nobody);
            return version && version->has_value();
        };
        QCOMPARE(change(1), std::uint64_t{1});
        QVERIFY2(!known(0), "a first import is not written down");
        QVERIFY(known(1));
        QCOMPARE(change(2), std::uint64_t{2});
        QVERIFY(known(1));
        m_workspace.reset();
        {
            SQLite::Database database(m_place->file(u"cache.db"_s).toStdString(), SQLite::OPEN_READWRITE);
            database.exec("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 99998) "
                          "INSERT INTO change SELECT 2, 3, 10 * i, 10 * i + 1 FROM n");
        }
        open();
        QVERIFY(known(1));
        QVERIFY2(!known(1, 1'000), "more than asked for");
        QCOMPARE(change(3), std::uint64_t{3});
        QVERIFY(known(1));
        QCOMPARE(change(4), std::uint64_t{4});
        QVERIFY2(!known(1) && !known(3), "too many to be written down");
        QVERIFY(known(4));
        QCOMPARE(change(5), std::uint64_t{5});
        QVERIFY(known(4) && !known(3));
    }

    void aCacheOfTheFirstVersionKeepsItsUploads()
    {
        m_workspace.reset();
        store::Schema first = store::cacheSchema();
        first.steps.resize(1);
        const QString path = m_place->file(u"cache.db"_s);
        QVERIFY(QFile::remove(path));
        CORDON_VERIFY(store::makeDatabase(path, first));
        {
            SQLite::Database database(path.toStdString(), SQLite::OPEN_READWRITE);
            database.exec("INSERT INTO account(id, key, name) VALUES (5, 'nora', 'Nora');"
                          "INSERT INTO project(id, key, name, owner_id) VALUES (6, 'p', 'P', 5);"
                          "INSERT INTO upload(id, project_id, version, filename, account_id, uploaded, size, sha256) "
                          "VALUES (9, 6, '1', 'f', 5, 7, 8, 'ab'), (4, 6, '2', 'g', NULL, 7, NULL, '')");
        }
        open();
        QVERIFY((uploadsOf(*m_place) == Uploads{{{"p", "1", "f"}, 8}, {{"p", "2", "g"}, 0}}));
        const auto import = cache().beginImport();
        auto rows = emptyBatch();
        addUpload(*rows, {"p", "1", "f"}, 80);
        addUpload(*rows, {"p", "3", "h"}, 30);
        CORDON_VERIFY(import->write(std::move(rows)));
        CORDON_VERIFY(import->finish(ImportEnd::Complete));
        QVERIFY((uploadsOf(*m_place) == Uploads{{{"p", "1", "f"}, 80}, {{"p", "2", "g"}, 0}, {{"p", "3", "h"}, 30}}));
    }

    void aNameTableFindsExactlyWhatItHolds()
    {
        store::NameTable table;
        for (std::uint32_t i = 1; i <= 50'000; ++i) {
            const std::string name = std::to_string(i * 7);
            table.insert(name, table.hash(name), i);
        }
        table.insert("", table.hash(""), 60'000);
        QCOMPARE(table.find("", table.hash("")), 60'000U);
        for (std::uint32_t i = 1; i <= 50'000; ++i) {
            const std::string name = std::to_string(i * 7);
            QCOMPARE(table.find(name, table.hash(name)), i);
            const std::string other = name + "x";
            QCOMPARE(table.find(other, table.hash(other)), 0U);
            QCOMPARE(table.find(other, table.hash(name)), 0U); // the hash alone is no name
        }
    }

    void anIdentityTableOffersEveryRowOfAHash()
    {
        store::IdentityTable table;
        for (std::uint64_t row = 1; row <= 9'000; ++row) {
            table.add(row % 3'000, row);
        }
        std::vector<std::uint64_t> seen;
        QCOMPARE(table.find(17,
                            [&seen](std::uint64_t row) {
                                seen.push_back(row);
                                return row == 6'017;
                            }),
                 std::uint64_t{6'017});
        seen.clear();
        QCOMPARE(table.find(17,
                            [&seen](std::uint64_t row) {
                                seen.push_back(row);
                                return false;
                            }),
                 std::uint64_t{0});
        std::sort(seen.begin(), seen.end());
        QCOMPARE(seen, (std::vector<std::uint64_t>{17, 3'017, 6'017}));
    }

private:
    CacheStore& cache() { return m_workspace->cache(); }
    void open()
    {
        auto opened = m_place->open();
        CORDON_VERIFY(opened);
        m_workspace = std::move(*opened);
    }
    void reopen()
    {
        m_workspace.reset();
        open();
    }

    std::unique_ptr<Place> m_place;
    std::unique_ptr<Workspace> m_workspace;
};

int main(int argc, char** argv)
{
    return testMain<TstImport>(argc, argv);
}

#include "tst_import.moc"
