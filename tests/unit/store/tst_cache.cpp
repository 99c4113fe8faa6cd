// SPDX-License-Identifier: Apache-2.0
// The cache: what is written once, twice, late and together.
#include "tests/support/cache_rows.h"
#include "tests/unit/store/store_fixture.h"

#include <QElapsedTimer>

#include <array>
#include <thread>

using namespace cordon;
using namespace cordon::test;

namespace {

ImportBatch everyKind()
{
    ImportBatch batch;
    batch.accounts = {account(QStringLiteral("Nora")), account(QStringLiteral("olaf"), QStringLiteral("gmail.com"))};
    batch.accounts[0].emailVerified = true;
    batch.accounts[0].note = QStringLiteral("x=1");
    batch.projects = {project(QStringLiteral("Py.Zephyr"), QStringLiteral("nora"))};
    batch.projects[0].pyModules = 0;
    batch.projects[0].summary = QString::fromUtf8("a\0b \u202e", 7);
    batch.uploads.push_back({QStringLiteral("py-zephyr"), QStringLiteral("1.0"), QStringLiteral("NORA"), at(5),
                             std::int64_t(10), QStringLiteral("z.whl"), QStringLiteral("ab")});
    batch.roles.push_back({QStringLiteral("py_zephyr"), QStringLiteral("OLAF"), QStringLiteral("Maintainer")});
    batch.reports.push_back({QStringLiteral("PY-ZEPHYR"),
                             {},
                             QStringLiteral("scanner"),
                             true,
                             QStringLiteral("is_malware"),
                             at(6),
                             QStringLiteral("s"),
                             QStringLiteral("u")});
    batch.reports.push_back(
        {{}, QStringLiteral("olaf"), QStringLiteral("person"), std::nullopt, QStringLiteral("is_spam"), at(7), {}, {}});
    return batch;
}

} // namespace

class TstCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_place = std::make_unique<Place>();
        auto opened = m_place->open();
        CORDON_VERIFY(opened);
        m_workspace = std::move(*opened);
    }
    void cleanup()
    {
        m_workspace.reset();
        m_place.reset();
    }

    void givesBackWhatWasWritten()
    {
        CORDON_VERIFY(write(cache(), everyKind()));
        const auto rows = test::readAll(cache());
        CORDON_VERIFY(rows);
        QCOMPARE(rows->accounts.size(), std::size_t(2));
        const test::AccountRow& nora = rows->accounts[0];
        QCOMPARE(nora.value.name, QStringLiteral("Nora"));
        QCOMPARE(nora.value.email, QStringLiteral("nora@inbox.ru"));
        QCOMPARE(nora.value.domain, QStringLiteral("inbox.ru"));
        QVERIFY(nora.value.emailVerified == std::optional(true));
        QVERIFY(nora.value.joined == at(1'750'000'000));
        QCOMPARE(nora.value.note, QStringLiteral("x=1"));
        QVERIFY(!nora.flagged && !nora.stub);
        QVERIFY2(rows->accounts[1].flagged, "reported");

        const test::ProjectRow& zephyr = rows->projects.at(0);
        QVERIFY(zephyr.owner == nora.id);
        QCOMPARE(zephyr.value.name, QStringLiteral("Py.Zephyr"));
        QVERIFY(zephyr.value.empty() == std::optional(true));
        QVERIFY(!zephyr.value.files);
        QCOMPARE(zephyr.value.summary, QString::fromUtf8("a\0b \u202e", 7));
        QVERIFY(zephyr.flagged);

        QVERIFY(rows->uploads.at(0).project == zephyr.id && rows->uploads[0].account == nora.id);
        QVERIFY(rows->uploads[0].value.size == std::optional<std::int64_t>(10));
        const auto whole = cache().uploads(std::array{rows->uploads[0].id});
        CORDON_VERIFY(whole);
        QCOMPARE(whole->at(0).version, QStringLiteral("1.0"));
        QCOMPARE(whole->at(0).filename, QStringLiteral("z.whl"));
        QCOMPARE(whole->at(0).sha256, QStringLiteral("ab"));
        QVERIFY(rows->roles.at(0).account == rows->accounts[1].id);
        QCOMPARE(rows->roles[0].role, QStringLiteral("Maintainer"));
        QVERIFY(rows->reports.at(0).project == zephyr.id && !rows->reports[0].account.valid());
        QVERIFY(rows->reports[0].value.trusted == std::optional(true));
        QVERIFY(rows->reports.at(1).account == rows->accounts[1].id && !rows->reports[1].value.trusted);
        QCOMPARE(rows->reports[1].value.username, QStringLiteral("olaf"));

        const auto counts = cache().counts();
        CORDON_VERIFY(counts);
        QCOMPARE(counts->accounts, 2);
        QCOMPARE(counts->projects, 1);
        QCOMPARE(counts->uploads, 1);
        QCOMPARE(counts->roles, 1);
        QCOMPARE(counts->reports, 2);
        QCOMPARE(counts->domains, 2);
        QCOMPARE(counts->unresolved, 0);
    }

    void theSameRowsTwiceChangeNothing()
    {
        CORDON_VERIFY(write(cache(), everyKind()));
        QCOMPARE(cache().finishImport().value_or(0), 1U);
        QCOMPARE(cache().finishImport().value_or(0), 1U);
        CORDON_VERIFY(write(cache(), everyKind()));
        QCOMPARE(cache().finishImport().value_or(0), 1U);

        ImportBatch batch = everyKind();
        batch.accounts.push_back(batch.accounts[0]); // once more, and before it another form of the same row
        batch.accounts[0].note = QStringLiteral("x=2");
        CORDON_VERIFY(write(cache(), batch));
        QCOMPARE(cache().finishImport().value_or(0), 1U);
    }

    void everyDifferenceMovesTheGeneration_data()
    {
        QTest::addColumn<int>("which");
        for (int which = 0; which < 8; ++which) {
            QTest::addRow("%d", which) << which;
        }
    }
    void everyDifferenceMovesTheGeneration()
    {
        QFETCH(const int, which);
        CORDON_VERIFY(write(cache(), everyKind()));
        QCOMPARE(cache().finishImport().value_or(0), 1U);
        ImportBatch batch = everyKind();
        switch (which) {
        case 0:
            batch.accounts[0].emailVerified = std::nullopt;
            break;
        case 1:
            batch.accounts[0].domain.clear();
            break;
        case 2:
            batch.projects[0].pyModules = std::nullopt;
            break;
        case 3:
            batch.projects[0].owner = QStringLiteral("olaf");
            break;
        case 4:
            batch.uploads[0].account.clear();
            break;
        case 5:
            batch.roles[0].role = QStringLiteral("Owner");
            break;
        case 6:
            batch.reports[0].trusted = std::nullopt;
            break;
        default:
            batch.reports[1].summary = QStringLiteral("new");
            break;
        }
        CORDON_VERIFY(write(cache(), batch));
        QCOMPARE(cache().finishImport().value_or(0), 2U);
        CORDON_VERIFY(write(cache(), batch));
        QCOMPARE(cache().finishImport().value_or(0), 2U);
    }

    void unknownNamesBecomeStubsAndALaterRowFillsThem()
    {
        ImportBatch batch;
        batch.projects = {project(QStringLiteral("alpha"), QStringLiteral("Ghost"))};
        batch.roles.push_back({QStringLiteral("beta"), QStringLiteral("helper"), QStringLiteral("Owner")});
        batch.uploads.push_back({QStringLiteral("gamma"), QStringLiteral("1"), {}, at(1), {}, QStringLiteral("f"), {}});
        batch.reports.push_back(
            {{}, QStringLiteral("ghost"), QStringLiteral("o"), {}, QStringLiteral("k"), at(2), {}, {}});
        CORDON_VERIFY(write(cache(), batch));

        auto counts = cache().counts();
        CORDON_VERIFY(counts);
        QCOMPARE(counts->accounts, 2); // ghost, helper
        QCOMPARE(counts->projects, 3);
        QCOMPARE(counts->unresolved, 4); // ghost, helper, beta, gamma
        auto rows = test::readAll(cache());
        CORDON_VERIFY(rows);
        for (const test::ProjectRow& row : rows->projects) {
            QVERIFY(row.owner.valid());
            QCOMPARE(row.stub, row.value.name != QLatin1String("alpha"));
        }

        ImportBatch later;
        later.accounts = {account(QStringLiteral("GHOST"))};
        later.projects = {project(QStringLiteral("Beta"), QStringLiteral("helper"))};
        CORDON_VERIFY(write(cache(), later));
        counts = cache().counts();
        CORDON_VERIFY(counts);
        QCOMPARE(counts->accounts, 2);
        QCOMPARE(counts->unresolved, 2); // helper, gamma
        rows = test::readAll(cache());
        CORDON_VERIFY(rows);
        const auto ghost = std::ranges::find_if(
            rows->accounts, [](const test::AccountRow& row) { return row.value.name == QLatin1String("GHOST"); });
        QVERIFY(ghost != rows->accounts.end());
        QVERIFY2(!ghost->stub && ghost->flagged, "the report came before the account");
    }

    void flagsMarkKnownSubjectsOnly()
    {
        CORDON_VERIFY(write(cache(), everyKind()));
        CORDON_VERIFY(cache().finishImport());
        CORDON_VERIFY(
            cache().flag({accountSubject(QStringLiteral("NORA")), projectSubject(QStringLiteral("unknown")),
                          projectSubject(QStringLiteral("py_zephyr")), domainSubject(QStringLiteral("a.b"))}));
        QCOMPARE(cache().finishImport().value_or(0), 2U);
        CORDON_VERIFY(write(cache(), everyKind()));
        const auto rows = test::readAll(cache());
        CORDON_VERIFY(rows);
        QVERIFY2(rows->accounts[0].flagged, "an import does not take a flag away");
        QCOMPARE(rows->projects.size(), std::size_t(1));
    }

    void statesComeFromReadings()
    {
        CORDON_VERIFY(write(cache(), everyKind()));
        CORDON_VERIFY(cache().finishImport());
        CORDON_VERIFY(cache().setAccountState(QStringLiteral("nora"), AccountState::Frozen, QStringLiteral("u-1")));
        CORDON_VERIFY(cache().setAccountState(QStringLiteral("nora"), AccountState::Frozen, {}));
        CORDON_VERIFY(cache().setProjectState(QStringLiteral("py-zephyr"), ProjectState::Quarantined));
        QCOMPARE(cache().finishImport().value_or(0), 2U);
        auto rows = test::readAll(cache());
        CORDON_VERIFY(rows);
        QVERIFY(rows->accounts[0].value.state == AccountState::Frozen);
        QCOMPARE(rows->accounts[0].value.uuid, QStringLiteral("u-1"));
        QVERIFY(rows->projects[0].value.state == ProjectState::Quarantined);

        CORDON_VERIFY(write(cache(), everyKind()));
        rows = test::readAll(cache());
        CORDON_VERIFY(rows);
        QVERIFY(rows->accounts[0].value.state == AccountState::Active);
        QCOMPARE(rows->accounts[0].value.uuid, QStringLiteral("u-1"));

        ImportBatch again = everyKind();
        again.accounts[0].joined = at(1'760'000'000); // registered anew: another account of that name
        CORDON_VERIFY(write(cache(), again));
        rows = test::readAll(cache());
        CORDON_VERIFY(rows);
        QVERIFY(rows->accounts[0].value.uuid.isEmpty());
    }

    void anOverlongValueIsBadInputAndTheCacheGoesOn()
    {
        ImportBatch batch = everyKind();
        batch.projects[0].summary = QString(17 * 1024 * 1024, u'x');
        const Done written = write(cache(), batch);
        QVERIFY(!written && written.error().kind == ErrorKind::BadInput);
        CORDON_VERIFY(write(cache(), everyKind()));
    }

    void aStoppedReadingIsCancelled()
    {
        CORDON_VERIFY(write(cache(), everyKind()));
        std::stop_source source;
        source.request_stop();
        ImportBatch many;
        for (int i = 0; i < 2'000; ++i) {
            many.accounts.push_back(account(QStringLiteral("a%1").arg(i)));
        }
        CORDON_VERIFY(write(cache(), many));
        const auto rows = test::readAll(cache(), source.get_token());
        QVERIFY(!rows && rows.error().kind == ErrorKind::Cancelled);
        CORDON_VERIFY(test::readAll(cache()));
    }

    void twoReadersSeeWholeBatchesWhileOneWrites()
    {
        constexpr int kBatches = 40;
        constexpr int kEach = 50;
        std::atomic<bool> over = false;
        std::atomic<int> torn = 0;
        std::atomic<int> failed = 0;
        std::atomic<int> readings = 0;
        const auto reader = [&] {
            std::int64_t last = 0;
            while (!over) {
                const auto counts = cache().counts();
                failed += counts ? 0 : 1;
                torn += counts && (counts->accounts % kEach != 0 || counts->accounts < last) ? 1 : 0;
                last = counts ? counts->accounts : last;
                ++readings;
            }
        };
        std::jthread one(reader);
        std::jthread two(reader);
        for (int batch = 0; batch < kBatches; ++batch) {
            ImportBatch rows;
            for (int i = 0; i < kEach; ++i) {
                rows.accounts.push_back(account(QStringLiteral("b%1x%2").arg(batch).arg(i)));
            }
            CORDON_VERIFY(write(cache(), rows));
        }
        over = true;
        one.join();
        two.join();
        QCOMPARE(torn.load(), 0);
        QCOMPARE(failed.load(), 0);
        QVERIFY(readings > 0);
        QCOMPARE(cache().counts()->accounts, kBatches * kEach);
    }

    void aHundredThousandRowsLoadQuickly()
    {
        ImportBatch batch;
        for (int i = 0; i < 50'000; ++i) {
            const QString name = QStringLiteral("user%1").arg(i);
            batch.accounts.push_back(account(name, QStringLiteral("d%1.example").arg(i % 500)));
            batch.projects.push_back(project(QStringLiteral("project%1").arg(i), name));
        }
        QElapsedTimer timer;
        timer.start();
        CORDON_VERIFY(write(cache(), batch));
        const qint64 written = timer.restart();
        const auto rows = test::readAll(cache());
        CORDON_VERIFY(rows);
        const qint64 loaded = timer.elapsed();
        QCOMPARE(rows->accounts.size() + rows->projects.size(), std::size_t(100'000));
        qInfo("100,000 rows: written in %lld ms, loaded in %lld ms", written, loaded);
        QVERIFY2(loaded < 10'000, "a bound for sanitizer builds on a loaded machine, not a goal");
    }

private:
    CacheStore& cache() { return m_workspace->cache(); }

    std::unique_ptr<Place> m_place;
    std::unique_ptr<Workspace> m_workspace;
};

int main(int argc, char** argv)
{
    return testMain<TstCache>(argc, argv);
}

#include "tst_cache.moc"
