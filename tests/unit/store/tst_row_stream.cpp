// SPDX-License-Identifier: Apache-2.0
#include "core/store/row_stream.h"
#include "tests/unit/store/store_fixture.h"

using namespace cordon;
using namespace cordon::test;

class TstRowStream : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leavesNothingBehindWhereItCannotBeMade()
    {
        QTemporaryDir home;
        CORDON_VERIFY(Workspace::create(home.filePath(QStringLiteral("workspace"))));
        store::Connection connection(home.filePath(QStringLiteral("workspace/cache.db")), store::cacheSchema(),
                                     store::Mode::Write);
        const auto make = [&connection] { store::RowStream(connection, "nowhere", {"id"}); };
        QVERIFY_THROWS_EXCEPTION(SQLite::Exception, make());
        // Else SQLite would read rows that are gone.
        QVERIFY_THROWS_EXCEPTION(SQLite::Exception,
                                 static_cast<void>(connection.number("SELECT count(*) FROM new_nowhere")));
    }

    void canBeMadeAgain()
    {
        QTemporaryDir home;
        CORDON_VERIFY(Workspace::create(home.filePath(QStringLiteral("workspace"))));
        store::Connection connection(home.filePath(QStringLiteral("workspace/cache.db")), store::cacheSchema(),
                                     store::Mode::Write);
        connection.execute("CREATE TEMP TABLE pet(id INTEGER PRIMARY KEY)");
        for (std::int64_t id = 1; id <= 2; ++id) {
            store::RowStream stream(connection, "pet", {"id"});
            stream.add(std::vector<store::Cell>{store::Cell(id)});
            QCOMPARE(stream.flush(), id);
        }
        QCOMPARE(connection.number("SELECT count(*) FROM pet"), std::int64_t{2});
    }
};

QTEST_GUILESS_MAIN(TstRowStream)
#include "tst_row_stream.moc"
