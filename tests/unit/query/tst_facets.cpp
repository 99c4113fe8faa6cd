// SPDX-License-Identifier: Apache-2.0
#include "core/query/facets.h"
#include "tests/unit/index/random_rows.h"
#include "tests/unit/index/tiny_index.h"

using namespace cordon;
using cordon::test::RandomRows;
using cordon::test::tinyIndex;

Q_DECLARE_METATYPE(cordon::Table)

namespace {

constexpr const char* kRows = R"(
    account Amy   amy@inbox.ru  2025-06-09T00:00:00Z flagged
    account ben   ben@inbox.ru  2025-06-09T00:10:00Z state=frozen
    account cat   cat@uni.edu   2025-06-15T23:00:00Z
    account eve   -             2025-06-10T08:00:00Z
    project Foo_Bar amy  2025-06-09T07:00:00Z modules=0
    project foo-two amy  2025-06-10T00:00:00Z modules=4
    project nameless ben 2025-06-11T00:00:00Z state=quarantine-exit
    project fo      cat  2025-06-11T00:00:00Z modules=0 state=removed
    report project:foo-bar w1 is_malware 2025-07-08
    report project:foo-bar w2 is_malware 2025-07-08
    report project:foo-bar w2 is_spam 2025-07-09
    report project:fo w2 is_spam 2025-07-09
    decide account:ben ban
    decide project:nameless quarantine
    upload foo-bar 1 amy 2025-06-09T07:00:00Z
    upload foo-bar 2 cat 2025-06-16T07:10:00Z
    upload fo 1 - 2025-06-11
)";

QString shown(const Facet& facet)
{
    QStringList out;
    for (const FacetValue& value : facet.values) {
        out << QString(value.value + u'=' + QString::number(value.count));
    }
    return out.join(u' ');
}

} // namespace

class FacetsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countValuesUnderTheOtherTerms_data()
    {
        QTest::addColumn<Table>("of");
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("values");
        const auto row = [](Table of, const char* filter, const char* field, const char* values) {
            QTest::newRow(qPrintable(
                QStringLiteral("%1 %2 %3").arg(int(of)).arg(QLatin1StringView(filter), QLatin1StringView(field))))
                << of << QString::fromLatin1(filter) << QString::fromLatin1(field) << QString::fromLatin1(values);
        };
        row(Table::Accounts, "", "domain", "inbox.ru=2 uni.edu=1");
        row(Table::Accounts, "domain:uni.edu", "domain", "inbox.ru=2 uni.edu=1"); // its own term does not narrow it
        row(Table::Accounts, "domain:uni.edu", "state", "active=1");
        row(Table::Accounts, "-domain:uni.edu -state:frozen", "state", "active=2 frozen=1");
        row(Table::Accounts, "(domain:uni.edu OR domain:inbox.ru)", "domain", "inbox.ru=2 uni.edu=1");
        row(Table::Accounts, "(domain:uni.edu OR state:frozen)", "domain", "inbox.ru=1 uni.edu=1");
        row(Table::Accounts, "", "verb", "ban=1");
        row(Table::Accounts, "", "hour", "mon-00=2 tue-08=1 sun-23=1");
        row(Table::Accounts, "", "name", "amy=1 ben=1 cat=1 eve=1");
        row(Table::Projects, "", "state", "active=3 quarantine-exit=1 removed=1"); // an exit counts as active
        row(Table::Projects, "", "reported-kind", "is_spam=2 is_malware=1");
        row(Table::Projects, "name:foo*", "reported-kind", "is_malware=1 is_spam=1");
        row(Table::Projects, "", "empty", "yes=2 no=1");
        row(Table::Projects, "", "name", "foo-=2 fo=1 name=1");
        row(Table::Projects, "", "verb", "quarantine=1");
        row(Table::Uploads, "", "domain", "uni.edu=2 inbox.ru=1");
        row(Table::Uploads, "", "reported-kind", "is_spam=3 is_malware=2");
        row(Table::Uploads, "", "name", "foo-=2 fo=1");
        row(Table::Uploads, "domain:inbox.ru", "hour", "mon-07=1");
    }
    void countValuesUnderTheOtherTerms()
    {
        QFETCH(Table, of);
        QFETCH(QString, filter);
        QFETCH(QString, field);
        QFETCH(QString, values);
        const auto index = tinyIndex(kRows);
        const auto found = facets(Filter::parse(filter).value(), *index, {of, 0});
        QVERIFY(found.has_value());
        const auto facet =
            std::find_if(found->begin(), found->end(), [&field](const Facet& each) { return each.field == field; });
        QVERIFY(facet != found->end());
        QCOMPARE(shown(*facet), values);
    }

    void kindsThatDifferInCaseAreOneAsInTheFilter()
    {
        const auto index = tinyIndex(R"(
            account amy amy@inbox.ru 2025-06-09
            project a amy 2025-06-09
            project b amy 2025-06-09
            report project:a w1 Is_Spam 2025-07-08
            report project:a w2 is_spam 2025-07-08
            report project:b w2 IS_SPAM 2025-07-08
            report project:b w2 other 2025-07-08
        )");
        const auto found = facets(Filter(), *index, {Table::Projects, 0}).value();
        const auto kinds =
            std::find_if(found.begin(), found.end(), [](const Facet& each) { return each.field == u"reported-kind"; });
        QCOMPARE(shown(*kinds).toLower(), QStringLiteral("is_spam=2 other=1")); // in one of its spellings
        const Filter term = Filter::parse(kinds->values.front().include).value();
        QCOMPARE(match(term, *index, Table::Projects)->count(), std::int64_t{2});
    }

    void accountsHaveNoEmptyFacet()
    {
        const auto index = tinyIndex(kRows);
        const auto found = facets(Filter(), *index, {Table::Accounts, 0}).value();
        QVERIFY(std::none_of(found.begin(), found.end(), [](const Facet& each) { return each.field == u"empty"; }));
    }

    void onlyTheLargestAreNamed()
    {
        const auto index = tinyIndex(kRows);
        const auto found = facets(Filter(), *index, {Table::Accounts, 1}).value();
        QCOMPARE(shown(found.front()), QStringLiteral("inbox.ru=2"));
        QCOMPARE(found.front().more, std::size_t{1});
    }

    void theTermsOfAValueKeepAndDropItsRows()
    {
        static const QString kFilters[] = {QString(),
                                           QStringLiteral("open"),
                                           QStringLiteral("domain:inbox.ru -protected"),
                                           QStringLiteral("state:active name:~1"),
                                           QStringLiteral("-empty:yes (hour:08 OR reports:>0)"),
                                           QStringLiteral("/[02468]$/")};
        int values = 0;
        for (std::uint32_t seed = 1; seed <= 25; ++seed) {
            RandomRows random(seed, seed % 5 != 0);
            const auto index = random.build();
            for (const QString& filter : kFilters) {
                for (const Table of : {Table::Accounts, Table::Projects, Table::Uploads}) {
                    checkTerms(*index, filter, of, values);
                    if (QTest::currentTestFailed()) {
                        return;
                    }
                }
            }
        }
        QVERIFY(values > 1000);
    }

    void aStopIsCancelled()
    {
        std::stop_source source;
        source.request_stop();
        const auto index = tinyIndex(kRows);
        const auto found = facets(Filter(), *index, {}, {}, source.get_token());
        QVERIFY(!found);
        QCOMPARE(found.error().kind, ErrorKind::Cancelled);
    }

private:
    // Where the filter does not ask about the facet's field, the rows are those of filter and term.
    static void checkTerms(const Index& index, const QString& filter, Table of, int& checked)
    {
        const Bitmap all = match(Filter::parse(filter).value(), index, of).value();
        const auto found = facets(Filter::parse(filter).value(), index, {of, 0}).value();
        for (const Facet& facet : found) {
            if (filter.contains(QString(facet.field + u':'))) {
                continue;
            }
            for (const FacetValue& value : facet.values) {
                QVERIFY(!value.include.isEmpty());
                const QString with = filter + u' ' + value.include;
                const QString without = filter + u' ' + value.exclude;
                const Bitmap kept = match(Filter::parse(with).value(), index, of).value();
                QVERIFY2(kept.count() == value.count, qPrintable(with));
                Bitmap dropped = match(Filter::parse(without).value(), index, of).value();
                Bitmap both = dropped;
                both &= kept;
                QVERIFY2(!both.any(), qPrintable(without));
                dropped |= kept;
                dropped -= all;
                QVERIFY2(!dropped.any(), qPrintable(with));
                ++checked;
            }
        }
    }
};

QTEST_APPLESS_MAIN(FacetsTest)
#include "tst_facets.moc"
