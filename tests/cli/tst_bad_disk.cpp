// SPDX-License-Identifier: Apache-2.0
// A folder that cannot be written and a disk that is full: said, nothing half-done, and it goes on
// once the cause is gone.
#include "tests/cli/campaign.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace cordon;
using namespace cordon::test;
using namespace Qt::StringLiterals;

namespace {

constexpr uid_t kNobody = 65'534;

/// A file system of that size over a folder, seen by this test and its children alone.
class SmallDisk {
public:
    SmallDisk(const QString& folder, const char* options) : m_folder(QFile::encodeName(folder))
    {
        m_stands = ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                   ::mount("cordon-test", m_folder.constData(), "tmpfs", 0, options) == 0;
    }
    ~SmallDisk()
    {
        if (m_stands) {
            ::umount2(m_folder.constData(), MNT_DETACH);
        }
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    [[nodiscard]] bool stands() const { return m_stands; }

private:
    QByteArray m_folder;
    bool m_stands = false;
};

/// Takes all the room but about so many bytes.
void fillDisk(const QString& file, qint64 leave)
{
    QFile filler(file);
    QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    while (filler.write(QByteArray(4'096, 'x')) == 4'096) {
    }
    QVERIFY(filler.resize(filler.size() - leave));
}

} // namespace

class TestBadDisk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aReadOnlyFolderIsReadButNotWritten()
    {
        const QTemporaryDir folder;
        Circumstances ordinary;
        if (::geteuid() == 0) { // root may write everywhere
            ordinary.user = kNobody;
            QCOMPARE(::chown(QFile::encodeName(folder.path()).constData(), kNobody, kNobody), 0);
        }
        const Ctl ctl(folder.filePath(u"workspace"_s), ordinary);
        const QString file = folder.filePath(u"accounts.csv"_s);
        writeAll(file, "username,email,date_joined\na1,a@example.org,2025-06-11\n");
        CORDON_ENDED(ctl({u"init"_s}), 0);
        CORDON_ENDED(ctl({u"import"_s, file}), 0);

        const QByteArray workspace = QFile::encodeName(ctl.workspace());
        QCOMPARE(::chmod(workspace.constData(), 0500), 0);
        const auto contents = [&] { return QDir(ctl.workspace()).entryList(QDir::Files | QDir::Hidden); };
        const QStringList before = contents();
        const Ran refused = ctl({u"select"_s, u"s"_s, u"--where"_s, u"domain:example.org"_s});
        const Ran looked = ctl.json({u"groups"_s, u"--of"_s, u"accounts"_s});
        const Ran verified = ctl({u"ledger"_s, u"verify"_s});
        const Ran inside = Ctl(ctl.workspace() + u"/below"_s, ordinary)({u"init"_s});
        const QStringList after = contents();
        QCOMPARE(::chmod(workspace.constData(), 0700), 0);

        CORDON_ENDED(refused, 3);
        QVERIFY2(refused.err.contains("cannot be written: Permission denied"), refused.words().constData());
        CORDON_ENDED(looked, 0);
        QCOMPARE(looked.json()["groups"_L1][0]["accounts"_L1].toInt(), 1);
        CORDON_ENDED(verified, 0);
        CORDON_ENDED(inside, 3);
        QVERIFY2(inside.err.contains("cannot be written: Permission denied"), inside.words().constData());
        QCOMPARE(after, before);
        CORDON_ENDED(ctl({u"select"_s, u"s"_s, u"--where"_s, u"domain:example.org"_s}), 0);
    }

    void aFolderOfAnotherUserIsLeftAlone()
    {
        if (::geteuid() != 0) {
            QSKIP("only root can make a file of another user");
        }
        const QTemporaryDir folder;
        const Ctl ctl(folder.filePath(u"workspace"_s));
        CORDON_ENDED(ctl({u"init"_s}), 0);
        QCOMPARE(::chown(QFile::encodeName(ctl.workspace() + u"/journal.db"_s).constData(), kNobody, kNobody), 0);
        const Ran ran = ctl({u"groups"_s, u"--of"_s, u"accounts"_s});
        CORDON_ENDED(ran, 5);
        QVERIFY2(ran.err.contains("journal.db is not a plain file of yours"), ran.words().constData());
    }

    void aFullDiskLosesNothing()
    {
        const QTemporaryDir folder;
        const SmallDisk disk(folder.path(), "size=12m,mode=0700");
        if (!disk.stands()) {
            QSKIP("a small file system cannot be mounted here; aFileThatCannotGrowLosesNothing stands in");
        }
        const Ctl ctl(folder.filePath(u"workspace"_s));
        CORDON_ENDED(ctl({u"init"_s}), 0);
        CORDON_ENDED(ctl({u"import"_s, sourceFile(u"resources/demo/accounts.csv"_s)}), 0);
        CORDON_ENDED(ctl({u"select"_s, u"all"_s, u"--where"_s, u"kind:account"_s}), 0);
        const QString filler = folder.filePath(u"filler"_s);
        fillDisk(filler, 200'000);

        // The rest of the campaign is larger than what is left.
        const Ran import = ctl({u"import"_s, sourceFile(u"resources/demo"_s)});
        CORDON_ENDED(import, 3);
        QVERIFY2(import.err.contains("full"), import.words().constData());
        QVERIFY2(import.err.contains("space"), import.words().constData());
        fillDisk(folder.filePath(u"filler2"_s), 0);
        const Ran plan = ctl(planning(u"all"_s, folder.filePath(u"plan"_s)));
        CORDON_ENDED(plan, 3);
        const Ran fresh = Ctl(folder.filePath(u"second"_s))({u"init"_s});
        CORDON_ENDED(fresh, 3);
        QVERIFY(!QFileInfo::exists(folder.filePath(u"second"_s)));

        QVERIFY(QFile::remove(filler) && QFile::remove(folder.filePath(u"filler2"_s)));
        CORDON_ENDED(ctl({u"ledger"_s, u"verify"_s}), 0);
        const Ran kept =
            ctl.json({u"list"_s, u"--of"_s, u"accounts"_s, u"--where"_s, u"in:all"_s, u"--limit"_s, u"0"_s});
        CORDON_ENDED(kept, 0);
        QCOMPARE(kept.json()["rows"_L1].toArray().size(), 990);
        const Ran again = ctl.json({u"import"_s, sourceFile(u"resources/demo"_s)});
        CORDON_ENDED(again, 0);
        QCOMPARE(again.json()["projects"_L1].toInt(), 2'708);
        CORDON_ENDED(ctl(planning(u"all"_s, folder.filePath(u"plan"_s))), 0);
    }

    /// Where no file system can be mounted: no file may grow beyond a limit.
    void aFileThatCannotGrowLosesNothing()
    {
        const QTemporaryDir folder;
        const Ctl ctl(folder.filePath(u"workspace"_s));
        CORDON_ENDED(ctl({u"init"_s}), 0);
        CORDON_ENDED(ctl({u"select"_s, u"none"_s, u"--where"_s, u"kind:account"_s}), 0);
        Circumstances limited;
        limited.largestFile = 300'000;
        const Ran import = Ctl(ctl.workspace(), limited)({u"import"_s, sourceFile(u"resources/demo"_s)});
        CORDON_ENDED(import, 3);
        QVERIFY2(import.err.contains("cache.db"), import.words().constData());
        QVERIFY2(import.err.contains("space"), import.words().constData());
        CORDON_ENDED(ctl({u"ledger"_s, u"verify"_s}), 0);
        const Ran again = ctl.json({u"import"_s, sourceFile(u"resources/demo"_s)});
        CORDON_ENDED(again, 0);
        QCOMPARE(again.json()["projects"_L1].toInt(), 2'708);
    }

    void aPlaceThatTakesNothingIsSaid_data()
    {
        QTest::addColumn<QString>("place");
        QTest::newRow("a device") << u"/dev/full"_s;
        QTest::newRow("no such folder") << u"/nowhere/ledger.jsonl"_s;
    }
    void aPlaceThatTakesNothingIsSaid()
    {
        QFETCH(QString, place);
        const QTemporaryDir folder;
        const Ctl ctl(folder.filePath(u"workspace"_s));
        CORDON_ENDED(ctl({u"init"_s}), 0);
        const Ran ran = ctl({u"ledger"_s, u"export"_s, u"-o"_s, place});
        CORDON_ENDED(ran, 3);
        QVERIFY2(ran.err.contains(place.toUtf8()), ran.words().constData());
        CORDON_ENDED(ctl({u"ledger"_s, u"verify"_s}), 0);
    }

private:
    [[nodiscard]] static QStringList planning(const QString& selection, const QString& file)
    {
        return {u"plan"_s, u"--select"_s, selection,         u"--verbs"_s, u"ban"_s, u"--policy"_s,
                u"spam"_s, u"--reason"_s, u"A rehearsal."_s, u"-o"_s,      file};
    }
};

QTEST_GUILESS_MAIN(TestBadDisk)
#include "tst_bad_disk.moc"
