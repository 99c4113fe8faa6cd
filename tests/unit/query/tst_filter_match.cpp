// SPDX-License-Identifier: Apache-2.0
#include "core/query/filter.h"
#include "tests/unit/index/tiny_index.h"

using namespace cordon;
using cordon::test::keysOf;
using cordon::test::tinyIndex;

Q_DECLARE_METATYPE(cordon::Table)

namespace {

constexpr const char* kRows = R"(
    account Amy   amy@inbox.ru          2025-06-09T00:00:00Z flagged ip=198.51.100.7 2fa=totp verified=yes
    account ben   Ben.X@Inbox.RU        2025-06-24T23:59:59Z flagged ip=203.0.113.9 2fa=none verified=no state=frozen
    account cat   cat@cs.uni.edu        2025-06-25T00:00:00Z
    account Dov   dov@пример.рф         2024-01-01T12:00:00Z ip=198.51.100.8 2fa=webauthn
    account eve   -                     2025-07-11T08:30:00.5Z
    project Foo_Bar amy  2025-06-26T07:00:00Z flagged modules=0 releases=1 files=2 bytes=1200 scripts=1
    project foo-two amy  2025-07-11T00:00:00Z modules=4 releases=3 files=9 bytes=90000 scripts=0 repo=https://example.org/x
    project nameless ben 2025-07-11T23:59:59Z flagged state=quarantine-exit
    project old-thing cat 2020-01-01 modules=7 state=archived
    project haunted ghost 2025-07-12T00:00:00Z modules=0
    stub unseen
    role foo-bar cat Maintainer
    role foo-bar amy Owner
    report project:foo-bar watcher-1 is_malware 2025-07-08T13:20:00Z
    report project:foo-bar watcher-2 is_spam 2025-07-09
    report project:old-thing watcher-1 is_spam 2025-07-10
    report account:ben watcher-3 something_else 2025-07-11
    decide account:ben ban
    decide project:nameless quarantine
    decide domain:inbox.ru prohibit
    protect account:cat
    protect project:old-thing
    protect domain:uni.edu
)";

FilterContext selections()
{
    return {[](const QString& name) -> std::optional<std::vector<Subject>> {
        if (name == QLatin1String("first wave")) {
            return std::vector<Subject>{accountSubject(u"amy"), projectSubject(u"foo.bar"), accountSubject(u"gone"),
                                        accountSubject(u"ghost")};
        }
        if (name == QLatin1String("b")) {
            return std::vector<Subject>{accountSubject(u"ben"), domainSubject(u"inbox.ru")};
        }
        return std::nullopt;
    }};
}

void row(Table of, const char* filter, const char* keys)
{
    QTest::newRow(qPrintable(QString::number(int(of)) + u' ' + QString::fromUtf8(filter)))
        << of << QString::fromUtf8(filter) << QString::fromUtf8(keys);
}

void accounts(const char* filter, const char* keys)
{
    row(Table::Accounts, filter, keys);
}
void projects(const char* filter, const char* keys)
{
    row(Table::Projects, filter, keys);
}

/// Rows are numbered by domain and time; what is asked here is which they are.
QStringList sortedWords(const QString& words)
{
    QStringList list = words.split(u' ', Qt::SkipEmptyParts);
    list.sort();
    return list;
}

void columns()
{
    QTest::addColumn<Table>("of");
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("keys");
}

void check()
{
    QFETCH(Table, of);
    QFETCH(QString, filter);
    QFETCH(QString, keys);
    const auto index = tinyIndex(kRows);
    const auto parsed = Filter::parse(filter);
    QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(parsed.error().sentence()));
    const auto rows = match(*parsed, *index, of, selections());
    CORDON_VERIFY(rows);
    QCOMPARE(sortedWords(keysOf(*index, of, rows->rows())), sortedWords(keys));
}

} // namespace

class FilterMatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void structure_data()
    {
        columns();
        accounts("", "amy ben cat dov eve");
        accounts("   ", "amy ben cat dov eve");
        accounts("domain:inbox.ru flagged", "amy ben");
        accounts("domain:inbox.ru -name:ben", "amy");
        accounts("name:amy OR name:cat", "amy cat");
        accounts("flagged verified:no OR name:cat", "ben cat");
        accounts("flagged (verified:no OR name:cat)", "ben");
        accounts("(name:amy OR name:ben) -(verified:no flagged)", "amy");
        accounts("-(name:amy OR name:ben) -domain:uni.edu", "dov eve");
        accounts("-(-name:amy)", "amy");
        accounts("name:amy,ben,\"cat\"", "amy ben cat");
        accounts("-name:amy,ben", "cat dov eve");
        accounts("(((name:amy)))", "amy");
        accounts("NAME:amy Flagged", "amy");
        accounts("domain:inbox.ru joined:2025-06-09..2025-06-25 -protected \"am\"", "amy");
    }
    void structure() { check(); }

    void words_data()
    {
        columns();
        accounts("AM", "amy");
        accounts("inbox", "amy ben");
        accounts("\"n.x@in\"", "ben");
        accounts("-inbox", "cat dov eve");
        accounts("be*", "ben");
        accounts("~en", "ben");
        accounts("am,ca", "amy cat");
        projects("FOO", "foo-bar foo-two");
        projects("foo_", "foo-bar");
        projects("inbox", ""); // of the owner, not of the project
        accounts("\"flagged\"", "");
        row(Table::Domains, "inbox", "inbox.ru");
    }
    void words() { check(); }

    void domains_data()
    {
        columns();
        accounts("domain:Inbox.RU", "amy ben");
        accounts("domain:cs.uni.edu", "cat");
        accounts("domain:someone@uni.edu", "cat");
        accounts("domain:пример.рф", "dov");
        accounts("domain:xn--e1afmkfd.xn--p1ai", "dov");
        accounts("domain:inbox*", "amy ben");
        accounts("domain:~UNI", "cat");
        accounts("domain:\"inbox\"*", "amy ben");
        accounts("-domain:inbox.ru", "cat dov eve");
        accounts("domain:nowhere.example", "");
        projects("domain:inbox.ru", "foo-bar foo-two nameless");
        projects("-domain:inbox.ru", "old-thing"); // the stub's domain is unknown
        row(Table::Domains, "domain:inbox.ru,uni.edu", "inbox.ru uni.edu");
        row(Table::Uploads, "domain:uni.edu", "old-thing");
        row(Table::Reports, "domain:inbox.ru", "foo-bar foo-bar ben");
    }
    void domains() { check(); }

    void times_data()
    {
        columns();
        accounts("joined:2025-06-09..2025-06-25", "amy ben");
        accounts("joined:2025-06-24", "ben");
        accounts("joined:2025-06-09,2025-06-25", "amy cat");
        accounts("joined:>2025-06-24", "cat eve");
        accounts("joined:>=2025-06-24", "ben cat eve");
        accounts("joined:<2025-06-09", "dov");
        accounts("joined:<=2025-06-09", "amy dov");
        accounts("joined:2025-06-25..", "cat eve");
        accounts("joined:..2025-06-09", "dov");
        accounts("joined:2025-06-24T23:59:59Z..2025-06-25T00:00:00Z", "ben");
        accounts("joined:2025-06-09T03:00:00+03:00", "amy");
        accounts("joined:>2025-07-11T08:30:00.499999Z", "eve");
        accounts("-joined:2025-06-09..2025-06-25", "cat dov eve");
        projects("created:2025-07-11", "foo-two nameless");
        projects("created:2025-07-11..2025-07-12", "foo-two nameless");
        projects("joined:2025-06-09", "foo-bar foo-two");
        projects("-joined:2025-06-09", "nameless old-thing");
        accounts("created:2025-07-11", "");
        accounts("-created:2025-07-11", "");
        projects("uploaded:2025-07-11", "foo-two nameless");
        row(Table::Uploads, "uploaded:2025-07-11", "foo-two nameless");
        row(Table::Reports, "created:2025-07-09..2025-07-11", "foo-bar old-thing");
    }
    void times() { check(); }

    void numbers_data()
    {
        columns();
        projects("releases:1", "foo-bar");
        projects("releases:1..3", "foo-bar foo-two");
        projects("releases:2..", "foo-two");
        projects("releases:..2", "foo-bar");
        projects("files:>2", "foo-two");
        projects("files:>=2", "foo-bar foo-two");
        projects("bytes:<90000", "foo-bar");
        projects("bytes:<=90000", "foo-bar foo-two");
        projects("-releases:1", "foo-two"); // unknown is neither
        projects("modules:0,7", "foo-bar old-thing haunted");
        projects("scripts:1", "foo-bar");
        projects("reports:>0", "foo-bar old-thing");
        projects("-reports:>0", "foo-two nameless haunted");
        projects("reports:2", "foo-bar");
        accounts("reports:>0", "ben");
        accounts("projects:0", "dov eve");
        accounts("projects:2", "amy");
        projects("projects:2", "");
        projects("-projects:2", "");
    }
    void numbers() { check(); }

    void yesAndNo_data()
    {
        columns();
        projects("empty:yes", "foo-bar haunted");
        projects("empty:no", "foo-two old-thing");
        projects("-empty:yes", "foo-two old-thing");
        projects("-empty:no", "foo-bar haunted");
        projects("empty:yes,no", "foo-bar foo-two old-thing haunted");
        projects("empty", "foo-bar haunted");
        accounts("empty:yes", "");
        accounts("-empty:yes", "");
        accounts("empty:yes OR name:amy", "amy");
        accounts("-(empty:yes name:amy)", "ben cat dov eve"); // false either way, whatever empty is
        accounts("flagged:yes", "amy ben");
        accounts("-flagged", "cat dov eve");
        accounts("flagged:no", "cat dov eve");
        accounts("flagged:yes,no", "amy ben cat dov eve");
        accounts("open", "amy");
        accounts("open:no", "ben cat dov eve");
        accounts("decided", "ben");
        projects("decided:yes", "nameless");
        accounts("protected", "cat");
        projects("-protected", "foo-bar foo-two nameless haunted");
        row(Table::Domains, "decided", "inbox.ru");
        row(Table::Domains, "protected:yes", "uni.edu");
        row(Table::Domains, "flagged", "");
        row(Table::Domains, "-flagged", "");
        accounts("verified:yes", "amy");
        accounts("-verified", "ben");
        projects("verified:no", "nameless");
    }
    void yesAndNo() { check(); }

    void otherFields_data()
    {
        columns();
        accounts("kind:account", "amy ben cat dov eve");
        accounts("kind:project", "");
        projects("kind:account,project", "foo-bar foo-two nameless old-thing haunted");
        row(Table::Domains, "kind:domain", "inbox.ru uni.edu xn--e1afmkfd.xn--p1ai");
        row(Table::Domains, "name:uni.edu", "uni.edu");
        row(Table::Domains, "verb:prohibit", "inbox.ru");
        accounts("verb:ban", "ben");
        accounts("-verb:ban", "amy cat dov eve");
        projects("verb:clear,quarantine", "nameless");
        projects("name:FOO.bar", "foo-bar");
        projects("name:foo*", "foo-bar foo-two");
        projects("name:~o_b", "foo-bar");
        projects("name:foo-b*", "foo-bar"); // registered as Foo_Bar: any PEP 503 spelling of a part as well
        projects("name:foo.*", "foo-bar foo-two");
        projects("name:~O.b", "foo-bar");
        projects("-name:~o-", "nameless old-thing haunted");
        accounts("email:ben.x@inbox.ru", "ben");
        accounts("email:~@cs", "cat");
        accounts("-email:~@cs", "amy ben dov"); // eve has none
        projects("email:amy*", "foo-bar foo-two");
        accounts("ip:198.51.100.*", "amy dov");
        accounts("-ip:198.51.100.7", "ben dov");
        projects("ip:203.0.113.9", "nameless");
        accounts("2fa:yes", "amy dov");
        accounts("2fa:no", "ben");
        accounts("2fa:totp", "amy");
        accounts("-2fa:totp", "ben dov");
        accounts("2fa:no,webauthn", "ben dov");
        projects("repo:yes", "foo-two");
        projects("repo:no", "foo-bar nameless old-thing haunted");
        projects("repo:~example.ORG", "foo-two");
        projects("role:maintainer", "foo-bar");
        accounts("role:maintainer", "cat");
        accounts("role:owner", "amy ben cat");
        projects("owner:AMY", "foo-bar foo-two");
        projects("owner:~ho", "haunted");
        accounts("owner:amy", "");
        accounts("state:frozen", "ben");
        accounts("-state:frozen", "amy cat dov eve");
        projects("state:active", "foo-bar foo-two nameless haunted"); // an exit counts as active
        projects("state:quarantine-exit", "nameless");
        projects("state:archived,removed", "old-thing");
        projects("reporter:watcher-1", "foo-bar old-thing");
        accounts("reporter:watcher*", "ben");
        projects("reported-kind:is_malware", "foo-bar");
        projects("-reported-kind:is_malware", "foo-two nameless old-thing haunted");
        row(Table::Reports, "reporter:watcher-1", "foo-bar old-thing");
        row(Table::Reports, "reported-kind:something_else", "ben");
        row(Table::Reports, "flagged", "foo-bar foo-bar ben");
        row(Table::Uploads, "flagged", "foo-bar nameless");
        row(Table::Uploads, "bytes:>0", "");
        row(Table::Uploads, "kind:project owner:amy", "foo-bar foo-two");
    }
    void otherFields() { check(); }

    void namedSelections_data()
    {
        columns();
        accounts("in:\"first wave\"", "amy");
        accounts("in:\"first wave\",b", "amy ben");
        accounts("-in:b", "amy cat dov eve");
        projects("in:\"first wave\"", "foo-bar");
        projects("in:b", "");
        row(Table::Domains, "in:b", "inbox.ru");
        row(Table::Uploads, "in:\"first wave\"", "foo-bar");
        row(Table::Reports, "in:\"first wave\"", "foo-bar foo-bar");
    }
    void namedSelections() { check(); }

    void anUnknownSelectionIsNamed_data()
    {
        QTest::addColumn<Table>("of");
        QTest::newRow("accounts") << Table::Accounts;
        QTest::newRow("uploads") << Table::Uploads;
        QTest::newRow("reports") << Table::Reports;
    }
    void anUnknownSelectionIsNamed()
    {
        QFETCH(Table, of);
        const auto index = tinyIndex(kRows);
        const auto filter = Filter::parse(u"amy (inbox OR in:wave2)").value();
        for (const FilterContext& context : {selections(), FilterContext{}}) {
            const auto rows = match(filter, *index, of, context);
            QVERIFY(!rows);
            QCOMPARE(rows.error().kind, ErrorKind::BadInput);
            QVERIFY(rows.error().what.contains(u"\"wave2\""));
            QVERIFY(rows.error().what.contains(u"character 15"));
        }
    }

    void aColumnThatNobodyFilledMatchesNothing_data()
    {
        columns();
        for (const char* filter :
             {"ip:1*", "-ip:1*", "ip:~1", "ip:1", "ip:/1/", "-email:x*", "email:~x", "2fa:yes", "-2fa:no"}) {
            accounts(filter, "");
        }
        projects("repo:x*", "");
        projects("-repo:~x", "p");
        projects("repo:/x/", "");
        projects("repo:no", "p");
        projects("role:maintainer", "");
        projects("reporter:x", "");
        row(Table::Uploads, "repo:x*", "");
        row(Table::Domains, "name:x*", "");
    }
    void aColumnThatNobodyFilledMatchesNothing()
    {
        QFETCH(Table, of);
        QFETCH(QString, filter);
        QFETCH(QString, keys);
        const auto index = tinyIndex("account a - 2025-06-09\nproject p a 2025-06-10");
        for (const auto& rows : {match(Filter::parse(filter).value(), *index, of),
                                 match(Filter::parse(filter).value(), *tinyIndex(""), of)}) {
            CORDON_VERIFY(rows);
            if (rows->size() > 0) {
                QCOMPARE(keysOf(*index, of, rows->rows()), keys);
            }
        }
    }

    void aStopIsCancelled()
    {
        std::stop_source source;
        source.request_stop();
        const auto index = tinyIndex(kRows);
        const auto rows = match(Filter::parse(u"amy").value(), *index, Table::Accounts, {}, source.get_token());
        QVERIFY(!rows);
        QCOMPARE(rows.error().kind, ErrorKind::Cancelled);
    }

    void anEmptyFilterIsTheDefaultOne()
    {
        QVERIFY(Filter().matchesEverything());
        QVERIFY(Filter::parse(u" \t ").value().matchesEverything());
        QVERIFY(!Filter::parse(u"x").value().matchesEverything());
    }
};

QTEST_APPLESS_MAIN(FilterMatchTest)
#include "tst_filter_match.moc"
