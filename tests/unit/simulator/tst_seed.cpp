// SPDX-License-Identifier: Apache-2.0
#include "app/simulator/seed.h"
#include "app/simulator/simulator.h"
#include "core/domain/names.h"
#include "tests/support/support.h"

#include <QTemporaryDir>
#include <QUuid>

using namespace cordon;
using namespace cordon::simulator;
using namespace cordon::test;
using namespace Qt::StringLiterals;

class TestSeed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theDemoDataIsWhole()
    {
        auto seeded = seed(sourceFile(u"resources/demo"_s));
        CORDON_VERIFY(seeded);
        Registry& registry = seeded->registry;
        QCOMPARE(seeded->rejected, 0);
        QCOMPARE(registry.accounts().size(), 990U + 2U);
        QCOMPARE(registry.projects().size(), 2708U);
        std::size_t roles = 0;
        for (const auto& entry : registry.projects()) {
            roles += entry.second.roles.size();
            QVERIFY(entry.second.lifecycle.isEmpty() && !entry.second.changed);
        }
        QCOMPARE(roles, 2711U);
        QCOMPARE(registry.journal().size(), 2U * 2708U);
        for (std::size_t i = 1; i < registry.journal().size(); ++i) {
            QVERIFY(registry.journal()[i - 1].at <= registry.journal()[i].at);
        }
        QVERIFY(!QUuid::fromString(registry.account(u"amberzephyr3974"_s)->uuid).isNull());
    }

    void twoPeopleMayLogIn()
    {
        const auto seeded = seed(sourceFile(u"resources/demo"_s));
        CORDON_VERIFY(seeded);
        QCOMPARE(seeded->users.size(), 2U);
        QCOMPARE(seeded->users[0].role, u"superuser"_s);
        QCOMPARE(seeded->users[1].role, u"moderator"_s);
        for (const User& user : seeded->users) {
            QVERIFY(user.password.size() >= 20 && user.totpSecret.size() == 32);
            QVERIFY(seeded->guard.secrets.contains(foldedUser(user.username)));
        }
    }

    void administratorsDoNotClashWithTheData()
    {
        const QTemporaryDir folder;
        writeAll(folder.filePath(u"accounts.csv"_s), "username,email,date_joined\n"
                                                     "Registry-Admin,a@b.test,2020-01-01\n");
        auto seeded = seed(folder.path());
        CORDON_VERIFY(seeded);
        QCOMPARE(seeded->users[0].username, u"registry-admin-2"_s);
        QVERIFY(!seeded->registry.account(u"registry-admin"_s)->flags.isSuperuser);
        QVERIFY(seeded->registry.account(u"registry-admin-2"_s)->flags.isSuperuser);
    }

    void statesStubsAndBadLinesAreTaken()
    {
        const QTemporaryDir folder;
        writeAll(folder.filePath(u"accounts.csv"_s), "username,email,email_verified,date_joined,state\n"
                                                     "cold,c@b.test,false,2020-01-01,frozen\n"
                                                     "bad,b@b.test,true,yesterday,active\n"
                                                     "twice,first@b.test,true,2020-01-01,active\n"
                                                     "Twice,second@b.test,true,2020-01-01,active\n");
        writeAll(folder.filePath(u"projects.jsonl"_s),
                 "{\"type\":\"project\",\"project\":\"held\",\"owner\":\"ghost\",\"created\":\"2020-01-02\","
                 "\"state\":\"quarantine-enter\"}\n"
                 "{\"type\":\"project\",\"project\":\"gone\",\"owner\":\"ghost\",\"created\":\"2020-01-02\","
                 "\"state\":\"removed\"}\n");
        writeAll(folder.filePath(u"roles.csv"_s), "project,username,role\nnew-one,cold,Maintainer\n");
        auto seeded = seed(folder.path());
        CORDON_VERIFY(seeded);
        Registry& registry = seeded->registry;
        QCOMPARE(seeded->rejected, 1);
        QVERIFY(registry.account(u"cold"_s)->flags.isFrozen);
        QVERIFY(!registry.account(u"cold"_s)->emails[0].verified);
        QCOMPARE(registry.account(u"twice"_s)->emails[0].address, u"second@b.test"_s);
        QVERIFY(registry.account(u"ghost"_s));
        QVERIFY(isQuarantined(*registry.project(u"held"_s)));
        QVERIFY(registry.project(u"held"_s)->changed);
        QVERIFY(!registry.project(u"gone"_s));
        QCOMPARE(registry.project(u"new-one"_s)->roles.front().role, u"Maintainer"_s);
    }

    void aFolderWithoutFilesIsBadInput()
    {
        const QTemporaryDir folder;
        QCOMPARE(seed(folder.path()).error().kind, ErrorKind::BadInput);
        QCOMPARE(seed(u"/nowhere"_s).error().kind, ErrorKind::BadInput);
        writeAll(folder.filePath(u"accounts.csv"_s), "username,email\nx,y@z.test\n");
        const auto seeded = seed(folder.path());
        QVERIFY(!seeded);
        QVERIFY(seeded.error().sentence().contains("date_joined"_L1));
    }
};

QTEST_GUILESS_MAIN(TestSeed)
#include "tst_seed.moc"
