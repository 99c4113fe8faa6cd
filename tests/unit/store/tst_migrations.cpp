// SPDX-License-Identifier: Apache-2.0
// Versions: a file of an older program is converted, whole or not at all.
#include "core/store/file_check.h"
#include "core/store/migrations.h"
#include "core/store/opening.h"
#include "tests/unit/store/store_fixture.h"

using namespace cordon;
using namespace cordon::test;

namespace {

/// The journal as it was, and two programs after: one that works, one whose second step fails.
store::Schema versions(std::vector<std::string_view> steps)
{
    store::Schema schema = store::journalSchema();
    steps.insert(steps.begin(), schema.steps.front());
    schema.steps = steps;
    return schema;
}

constexpr std::string_view kAddNote = "CREATE TABLE note(id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;"
                                      "INSERT INTO note(text) SELECT text FROM draft;";
constexpr std::string_view kFails = "CREATE TABLE half(id INTEGER PRIMARY KEY) STRICT; INSERT INTO nowhere VALUES (1);";

} // namespace

class TstMigrations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anOlderFileIsConvertedWithItsRows()
    {
        const Place place;
        {
            const auto workspace = place.open();
            CORDON_VERIFY(workspace);
            CORDON_VERIFY((*workspace)->journal().saveDraft(QStringLiteral("k"), QStringLiteral("kept text")));
            CORDON_VERIFY((*workspace)->journal().appendLedger("entry"));
        }
        const store::Schema newer = versions({kAddNote});
        const QString path = place.file(QStringLiteral("journal.db"));

        const auto reading = store::openDatabase(path, newer, Access::ReadOnly);
        QVERIFY(!reading && reading.error().kind == ErrorKind::NeedsPerson);
        {
            const auto opened = store::openDatabase(path, newer, Access::ReadWrite);
            CORDON_VERIFY(opened);
            QCOMPARE(store::versionOf(*opened->connection), 2);
            QCOMPARE(opened->connection->word("SELECT text FROM note"), std::string("kept text"));
        }
        CORDON_VERIFY(store::checkFile(path, newer));
        CORDON_VERIFY(store::checkPages(path, newer));
        CORDON_VERIFY(store::openDatabase(path, newer, Access::ReadWrite));

        const auto withTheOldProgram = place.open();
        QVERIFY(!withTheOldProgram && withTheOldProgram.error().kind == ErrorKind::Integrity);
        QVERIFY(withTheOldProgram.error().what.contains(QLatin1String("newer")));
    }

    void aFailingStepLeavesTheVersionBeforeIt()
    {
        const Place place;
        CORDON_VERIFY(place.open());
        const QString path = place.file(QStringLiteral("journal.db"));
        const auto opened = store::openDatabase(path, versions({kAddNote, kFails}), Access::ReadWrite);
        QVERIFY(!opened);

        const auto before = store::openDatabase(path, versions({kAddNote}), Access::ReadWrite);
        CORDON_VERIFY(before);
        QCOMPARE(store::versionOf(*before->connection), 2);
        QCOMPARE(before->connection->number("SELECT count(*) FROM sqlite_schema WHERE name = 'half'"), 0);
    }

    void aDamagedJournalIsNotConverted()
    {
        const Place place;
        {
            const auto workspace = place.open();
            CORDON_VERIFY(workspace);
            CORDON_VERIFY((*workspace)->journal().appendLedger("entry"));
        }
        const QString path = place.file(QStringLiteral("journal.db"));
        {
            store::Connection stranger(path, store::journalSchema(), store::Mode::Write);
            stranger.useLog();
            stranger.execute("UPDATE ledger SET entry = x'66'");
        }
        const QByteArray before = readAll(path);
        const auto opened = store::openDatabase(path, versions({kAddNote}), Access::ReadWrite);
        QVERIFY(!opened && opened.error().kind == ErrorKind::Integrity);
        QVERIFY2(opened.error().what.contains(QLatin1String("Entry 1")), qPrintable(opened.error().what));
        QVERIFY(readAll(path) == before);
    }

    void aVersionThatNeverWasIsDamage()
    {
        const Place place;
        {
            SQLite::Database database(place.file(QStringLiteral("cache.db")).toStdString(), SQLite::OPEN_READWRITE);
            database.exec("PRAGMA user_version=0");
        }
        const auto opened = place.open();
        QVERIFY(!opened && opened.error().kind == ErrorKind::Integrity);
    }
};

int main(int argc, char** argv)
{
    return testMain<TstMigrations>(argc, argv);
}

#include "tst_migrations.moc"
