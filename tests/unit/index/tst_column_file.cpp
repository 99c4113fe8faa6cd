// SPDX-License-Identifier: Apache-2.0
#include "core/domain/digest.h"
#include "core/index/column_file.h"
#include "core/index/group.h"
#include "tests/unit/index/random_rows.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <limits>
#include <sys/stat.h>

using namespace cordon;
using cordon::test::RandomRows;

namespace {

const ColumnOrigin kOrigin{QByteArrayLiteral("a cache"), 0};

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void setBytes(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class ColumnFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_path = m_dir.filePath(QStringLiteral("columns.bin")); }
    void cleanup() { QFile::remove(m_path); }

    void whatIsReadIsWhatWasWritten()
    {
        for (std::uint32_t seed = 1; seed <= 20; ++seed) {
            const auto index = RandomRows(seed, seed % 2 == 0).build();
            QVERIFY(writeColumns(*index->columns(), kOrigin, m_path));
            const QByteArray first = bytesOf(m_path);
            const auto read = readColumns(m_path, kOrigin);
            QVERIFY(read && *read);
            QVERIFY(areSound(**read));
            QVERIFY(writeColumns(**read, kOrigin, m_path));
            QCOMPARE(bytesOf(m_path), first);
            const auto again = Index::over(*read, {}, {});
            for (const Table of : {Table::Accounts, Table::Projects, Table::Uploads}) {
                QCOMPARE(sorted(*again, of, SortField::Name, false), sorted(*index, of, SortField::Name, false));
                GroupRequest byDay;
                byDay.of = of;
                byDay.cut = TimeCut::Day;
                QCOMPARE(cutGroups(*again, byDay).size(), cutGroups(*index, byDay).size());
            }
        }
    }

    void isForItsOwnerOnly()
    {
        QVERIFY(writeColumns(*RandomRows(1).build()->columns(), kOrigin, m_path));
        QCOMPARE(QFile::permissions(m_path) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
    }

    void anotherOriginIsNoPictureOfThis()
    {
        QVERIFY(writeColumns(*RandomRows(1).build()->columns(), kOrigin, m_path));
        for (const ColumnOrigin& other : {ColumnOrigin{kOrigin.cache, 1}, ColumnOrigin{"another", 0}}) {
            const auto read = readColumns(m_path, other);
            QVERIFY(read && !*read);
        }
        const auto absent = readColumns(m_dir.filePath(QStringLiteral("absent")), kOrigin);
        QVERIFY(absent && !*absent);
        setBytes(m_path, "something else");
        const auto foreign = readColumns(m_path, kOrigin);
        QVERIFY(foreign && !*foreign);
    }

    // One wrong bit anywhere behind the origin, or a cut anywhere, is noticed.
    void aDamagedFileIsNeverUsed()
    {
        QVERIFY(writeColumns(*RandomRows(2).build()->columns(), kOrigin, m_path));
        const QByteArray whole = bytesOf(m_path);
        const qsizetype origin = 16 + 16 + 8 + kOrigin.cache.size();
        for (qsizetype at = origin; at < whole.size(); at += 31) {
            QByteArray bent = whole;
            bent[at] = static_cast<char>(bent[at] ^ 0x10);
            setBytes(m_path, bent);
            QVERIFY2(!readColumns(m_path, kOrigin), qPrintable(QString::number(at)));
        }
        for (qsizetype size = origin; size < whole.size(); size += 101) {
            setBytes(m_path, whole.first(size));
            QVERIFY2(!readColumns(m_path, kOrigin), qPrintable(QString::number(size)));
        }
        setBytes(m_path, whole + "more");
        QVERIFY(!readColumns(m_path, kOrigin));
    }

    void rowsBeyondTheirTableAreUnsound_data()
    {
        QTest::addColumn<int>("flaw");
        const char* flaws[] = {"owner",           "uploader",           "project",
                               "key order",       "domain start",       "role",
                               "report on both",  "times fall",         "another domain",
                               "no such state",   "a time beyond all",  "upload missing",
                               "owner elsewhere", "uploader elsewhere", "people fewer than uploads"};
        for (int flaw = 0; flaw < int(std::size(flaws)); ++flaw) {
            QTest::newRow(flaws[flaw]) << flaw;
        }
    }
    void rowsBeyondTheirTableAreUnsound()
    {
        QFETCH(int, flaw);
        Columns columns = *RandomRows(4).build()->columns();
        QVERIFY(areSound(columns));
        const auto beyond = static_cast<Row>(columns.accounts.id.size() + columns.projects.id.size());
        switch (flaw) {
        case 0:
            columns.projects.owner.back() = beyond;
            break;
        case 1:
            columns.uploads.account.front() = beyond;
            break;
        case 2:
            columns.uploads.project.front() = beyond;
            break;
        case 3:
            std::swap(columns.accounts.byKey.rows.front(), columns.accounts.byKey.rows.back());
            break;
        case 4:
            columns.domainStarts[1][1] = beyond;
            break;
        case 5:
            columns.roleWords.clear();
            break;
        case 6:
            columns.reports.account.front() = columns.reports.project.front() = 0;
            break;
        case 7:
            std::swap(columns.projects.created.front(), columns.projects.created.back());
            break;
        case 8:
            columns.accounts.domain.back() = kNoRow;
            break;
        case 9:
            columns.projects.state.front() = 9;
            break;
        case 10:
            columns.reports.created.front() = std::numeric_limits<std::int64_t>::max();
            break;
        case 11:
            columns.uploads.uploaded.pop_back();
            break;
        case 12:
            columns.projects.owner.back() = 0;
            break;
        case 13:
            columns.uploads.account.back() = 0;
            break;
        default:
            columns.uploads.account.pop_back();
        }
        QVERIFY(!areSound(columns));
    }

    void numbersThatPointNowhereAreUnsound()
    {
        Columns columns = *RandomRows(4).build()->columns();
        const std::size_t count = columns.uploads.id.size();
        std::vector<std::uint32_t> small(count, ~std::uint32_t{0});
        small[0] = small[1] = ~std::uint32_t{0} - 1; // both say: look among the large ones
        columns.uploads.size = NumberColumn(std::vector<std::uint32_t>(small), {{0, 1LL << 40}, {1, 1LL << 41}});
        QVERIFY(areSound(columns));
        columns.uploads.size = NumberColumn(std::vector<std::uint32_t>(small), {{0, 1LL << 40}, {0, 1LL << 41}});
        QVERIFY(!areSound(columns));
        columns.uploads.size = NumberColumn(std::move(small), {{0, 1LL << 40}, {1, -1}});
        QVERIFY(!areSound(columns));
    }

    void onlyAPlainFileIsOpened()
    {
        QVERIFY(writeColumns(*RandomRows(1).build()->columns(), kOrigin, m_path));
        const QString link = m_dir.filePath(QStringLiteral("link"));
        QVERIFY(QFile::link(m_path, link));
        const auto linked = readColumns(link, kOrigin);
        QVERIFY(linked && !*linked);
        const QString pipe = m_dir.filePath(QStringLiteral("pipe"));
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        const auto waited = readColumns(pipe, kOrigin); // without waiting for a writer
        QVERIFY(waited && !*waited);
    }

    void aStopIsToldAndAFullFolderToo()
    {
        QVERIFY(writeColumns(*RandomRows(1).build()->columns(), kOrigin, m_path));
        std::stop_source source;
        source.request_stop();
        const auto stopped = readColumns(m_path, kOrigin, source.get_token());
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
        const Done nowhere = writeColumns(Columns(), kOrigin, m_dir.filePath(QStringLiteral("no/such/folder")));
        QVERIFY(!nowhere);
        QCOMPARE(nowhere.error().kind, ErrorKind::Io);
    }

private:
    QTemporaryDir m_dir;
    QString m_path;
};

QTEST_APPLESS_MAIN(ColumnFileTest)
#include "tst_column_file.moc"
