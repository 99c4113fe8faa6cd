// SPDX-License-Identifier: Apache-2.0
#include "core/query/filter.h"
#include "tests/unit/index/tiny_index.h"

using namespace cordon;
using cordon::test::keysOf;
using cordon::test::tinyIndex;

Q_DECLARE_METATYPE(cordon::Table)

namespace {

// The second account's name makes (a+)+$ try every way of cutting it.
constexpr const char* kRows = R"(
    account plain         Plain@inbox.ru 2025-06-09T08:00:00Z
    account aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab slow@inbox.ru 2025-06-14T08:30:00Z
    account lib-07        lib@uni.edu    2025-06-15T23:59:59Z
    project Foo_Bar       plain  2025-06-09T07:00:00Z modules=0 repo=https://example.org/x
    project slow-one      aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab 2025-06-10
    role foo-bar lib-07 Maintainer
    report project:foo-bar watcher-1 is_malware 2025-07-08T13:20:00Z
    upload foo-bar 1.0 plain 2025-06-09T09:00:00Z
    upload slow-one 1.0 - 2025-06-10
)";

constexpr const char* kSlow = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab";

MatchOutcome asked(const Index& index, Table of, const QString& filter)
{
    return matchOutcome(Filter::parse(filter).value(), index, of).value();
}

QString sorted(const QString& words)
{
    QStringList list = words.split(u' ', Qt::SkipEmptyParts);
    list.sort();
    return list.join(u' ');
}

} // namespace

class PatternTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void patternsFindTexts_data()
    {
        QTest::addColumn<Table>("of");
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("keys");
        const auto row = [](Table of, const char* filter, const char* keys) {
            QTest::newRow(filter) << of << QString::fromLatin1(filter) << QString::fromLatin1(keys);
        };
        row(Table::Accounts, "name:/^LIB-[0-9]{2}$/", "lib-07");
        row(Table::Accounts, "-name:/^(lib|a)/", "plain");
        row(Table::Accounts, "/^plain@/", "plain");
        row(Table::Accounts, "name:/x/,plain", "plain");
        row(Table::Accounts, "email:/\\.edu$/ name:~lib", "lib-07");
        row(Table::Accounts, "domain:/^uni/", "lib-07");
        row(Table::Accounts, "role:/^main/", "lib-07");
        row(Table::Accounts, "(/lib/ OR /plain/)", "lib-07 plain");
        row(Table::Accounts, "hour:mon-08,sun", "lib-07 plain");
        row(Table::Accounts, "-hour:08", "lib-07");
        row(Table::Projects, "name:/^foo-bar$/", "foo-bar"); // any spelling of the name
        row(Table::Projects, "name:/Foo_/", "foo-bar");
        row(Table::Projects, "repo:/example\\.org\\/x/", "foo-bar");
        row(Table::Projects, "owner:/^pl/", "foo-bar");
        row(Table::Projects, "reporter:/[0-9]$/", "foo-bar");
        row(Table::Projects, "hour:tue-00", "slow-one");
        row(Table::Uploads, "name:/^foo.bar$/", "foo-bar");
        row(Table::Uploads, "hour:mon-09", "foo-bar");
        row(Table::Domains, "/^(inbox|uni)/", "inbox.ru uni.edu");
        row(Table::Reports, "reported-kind:/malware/", "foo-bar");
    }
    void patternsFindTexts()
    {
        QFETCH(Table, of);
        QFETCH(QString, filter);
        QFETCH(QString, keys);
        const auto index = tinyIndex(kRows);
        const MatchOutcome outcome = asked(*index, of, filter);
        QCOMPARE(sorted(keysOf(*index, of, outcome.rows.rows())), keys);
        QVERIFY(!outcome.gaveUp.any());
    }

    void aRowOnWhichThePatternGivesUpIsShownAndMarked()
    {
        const auto index = tinyIndex(kRows);
        const QString slow = QString::fromLatin1(kSlow);
        for (const char* filter : {"name:/(a+)+$/", "-name:/(a+)+$/", "name:/(a+)+$/ domain:inbox.ru",
                                   "domain:uni.edu OR /^(a+)+$/", "-(name:/(a+)+$/ OR domain:uni.edu)"}) {
            const MatchOutcome outcome = asked(*index, Table::Accounts, QString::fromLatin1(filter));
            const Row row = index->findAccount(slow).value();
            QVERIFY2(outcome.rows.test(row), filter);
            QCOMPARE(outcome.gaveUp.rows(), std::vector<Row>{row});
        }
        // Where another term settles it, nothing is in doubt.
        QCOMPARE(asked(*index, Table::Accounts, QStringLiteral("name:/(a+)+$/ domain:uni.edu")).rows.count(), 0);
        const auto settled = asked(*index, Table::Accounts, QStringLiteral("name:/(a+)+$/ OR domain:inbox.ru"));
        QCOMPARE(settled.rows.count(), 2);
        QVERIFY(!settled.gaveUp.any());
    }

    void theMarkIsCarriedToWhatTheRowOwns()
    {
        const auto index = tinyIndex(kRows);
        const MatchOutcome projects = asked(*index, Table::Projects, QStringLiteral("owner:/(a+)+$/"));
        QCOMPARE(keysOf(*index, Table::Projects, projects.gaveUp.rows()), QStringLiteral("slow-one"));
        const MatchOutcome uploads = asked(*index, Table::Uploads, QStringLiteral("-owner:/(a+)+$/"));
        QCOMPARE(keysOf(*index, Table::Uploads, uploads.gaveUp.rows()), QStringLiteral("slow-one"));
        QCOMPARE(uploads.rows.count(), 2);
    }

    void aWrongPatternNamesThePlace_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("position");
        QTest::addColumn<QString>("expected");
        const auto row = [](const QString& filter, int position, const char* expected) {
            QTest::newRow(qPrintable(filter.left(40))) << filter << position << QString::fromLatin1(expected);
        };
        row(QStringLiteral("name:/a(b/"), 9, "regular expression");
        row(QStringLiteral("x name:/[/"), 9, "regular expression");
        row(QStringLiteral("name://"), 6, "between the two slashes");
        row(QStringLiteral("name:/ab"), 5, "a closing /");
        row(QStringLiteral("/ab\\/"), 0, "a closing /");
        row(QStringLiteral("name:/a/b"), 8, "white space");
        row(QStringLiteral("/a/(b)"), 3, "white space before this parenthesis");
        row(QStringLiteral("name:a/b/"), -1, "");
        row(QStringLiteral("joined:/2025/"), 8, "/patterns/ go with texts");
        row(QStringLiteral("state:/a/"), 7, "/patterns/ go with texts");
        row(QStringLiteral("in:/a/"), 4, "/patterns/ go with texts");
        row(QStringLiteral("name:/(*LIMIT_MATCH=99999999)(a+)+$/"), 6, "without (*...)");
        row(QStringLiteral("name:/x(*COMMIT)/"), 7, "without (*...)");
        row(QStringLiteral("name:/\\\\(*ACCEPT)/"), 8, "without (*...)");
        row(QStringLiteral("name:/a\\C/"), 7, "without (*...)");
        row(QStringLiteral("name:/\\(\\*/"), -1, "");
        row(QStringLiteral("name:/(((ab){1000}){1000}){1000}/"), 0, "regular expression");
        row(QString(QStringLiteral("name:/") + QString(201, u'a') + u'/'), 206, "at most 200");
        row(QString(QStringLiteral("name:/") + QString(200, u'a') + u'/'), -1, "");
        row(QStringLiteral("hour:noon"), 5, "like mon-08");
        row(QStringLiteral("hour:mon-24"), 5, "like mon-08");
        row(QStringLiteral("hour:mon*"), 5, "a whole value");
    }
    void aWrongPatternNamesThePlace()
    {
        QFETCH(QString, filter);
        QFETCH(int, position);
        QFETCH(QString, expected);
        const auto parsed = Filter::parse(filter);
        if (position < 0) {
            QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(parsed.error().sentence()));
            return;
        }
        QVERIFY(!parsed);
        QVERIFY2(parsed.error().expected.contains(expected), qPrintable(parsed.error().expected));
        if (position > 0) { // where the engine finds a pattern too large is its own affair
            QCOMPARE(parsed.error().position, position);
        }
    }

    void aStopEndsASlowPattern()
    {
        QString text;
        for (int i = 0; i < 2000; ++i) {
            text += QStringLiteral("account %1%2 - 2025-06-09\n").arg(QString::fromLatin1(kSlow)).arg(i);
        }
        const auto index = tinyIndex(text.toLatin1().constData());
        std::stop_source source;
        source.request_stop();
        const auto rows = match(Filter::parse(u"/(a+)+$/").value(), *index, Table::Accounts, {}, source.get_token());
        QVERIFY(!rows);
        QCOMPARE(rows.error().kind, ErrorKind::Cancelled);
    }
};

QTEST_APPLESS_MAIN(PatternTest)
#include "tst_pattern.moc"
