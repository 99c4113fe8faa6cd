// SPDX-License-Identifier: Apache-2.0
// What including and excluding a value writes into the filter: always a filter that parses, and
// twice the same key brings the text back.
#include "core/query/filter.h"
#include "tests/support/support.h"
#include "ui/models/facet_terms.h"

using namespace cordon;
using namespace cordon::ui;
using namespace Qt::StringLiterals;

class TestFacetTerms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void includingAValue_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("term");
        QTest::addColumn<QString>("after");
        const QString inbox = u"domain:inbox.ru"_s;
        QTest::newRow("into nothing") << u""_s << inbox << inbox;
        QTest::newRow("beside another field") << u"empty:yes"_s << inbox << u"empty:yes domain:inbox.ru"_s;
        QTest::newRow("widens") << u"domain:bk.ru empty"_s << inbox << u"domain:bk.ru,inbox.ru empty"_s;
        QTest::newRow("widens quoted") << u"name:\"a b\"*"_s << u"name:\"c,d\"*"_s << u"name:\"a b\"*,\"c,d\"*"_s;
        QTest::newRow("taken out") << u"a domain:inbox.ru b"_s << inbox << u"a b"_s;
        QTest::newRow("taken out alone") << inbox << inbox << u""_s;
        QTest::newRow("taken out of several") << u"domain:a.de,inbox.ru,b.de"_s << inbox << u"domain:a.de,b.de"_s;
        QTest::newRow("taken out first") << u"domain:inbox.ru,b.de x"_s << inbox << u"domain:b.de x"_s;
        QTest::newRow("any case") << u"DOMAIN:INBOX.RU"_s << inbox << u""_s;
        QTest::newRow("standing twice") << u"domain:inbox.ru x domain:inbox.ru,a.de"_s << inbox << u"x domain:a.de"_s;
        QTest::newRow("excluded") << u"-domain:inbox.ru x"_s << inbox << u"x"_s;
        QTest::newRow("excluded with others") << u"-domain:a.de,inbox.ru"_s << inbox << u"-domain:a.de"_s;
        QTest::newRow("others excluded") << u"-domain:a.de"_s << inbox << u"-domain:a.de domain:inbox.ru"_s;
        QTest::newRow("in parentheses") << u"(domain:inbox.ru) x"_s << inbox << u"x"_s;
        QTest::newRow("excluded in parentheses") << u"-( domain:inbox.ru ) x"_s << inbox << u"x"_s;
        QTest::newRow("parentheses around all") << u"(domain:inbox.ru x)"_s << inbox << u"(x)"_s;
        QTest::newRow("an OR") << u"a OR b"_s << inbox << u"(a OR b) domain:inbox.ru"_s;
        QTest::newRow("inside an OR") << u"domain:inbox.ru OR b"_s << inbox
                                      << u"(domain:inbox.ru OR b) domain:inbox.ru"_s;
        QTest::newRow("inside a group") << u"(domain:inbox.ru OR b) c"_s << inbox
                                        << u"(domain:inbox.ru OR b) c domain:inbox.ru"_s;
        QTest::newRow("a wider text stays") << u"domain:~box"_s << inbox << u"domain:~box domain:inbox.ru"_s;
        QTest::newRow("a pattern stays") << u"name:/^a/"_s << u"name:evil*"_s << u"name:/^a/ name:evil*"_s;
        QTest::newRow("a whole day stays") << u"hour:mon"_s << u"hour:mon-08"_s << u"hour:mon hour:mon-08"_s;
        QTest::newRow("another hour") << u"hour:mon-07"_s << u"hour:mon-08"_s << u"hour:mon-07,mon-08"_s;
        QTest::newRow("yes for no") << u"empty:no x"_s << u"empty:yes"_s << u"empty:yes x"_s;
        QTest::newRow("yes in one word") << u"empty x"_s << u"empty:yes"_s << u"x"_s;
        QTest::newRow("no for one word") << u"empty x"_s << u"empty:no"_s << u"empty:no x"_s;
        QTest::newRow("a prefix is not its text") << u"name:evil"_s << u"name:evil*"_s << u"name:evil,evil*"_s;
        QTest::newRow("quotes with a comma")
            << u"reported-kind:\"a,b\",c"_s << u"reported-kind:\"a,b\""_s << u"reported-kind:c"_s;
        QTest::newRow("cannot be read") << u"domain:"_s << inbox << u"domain:"_s;
        QTest::newRow("nothing to include") << u"x"_s << u""_s << u"x"_s;
    }
    void includingAValue()
    {
        QFETCH(QString, text);
        QFETCH(QString, term);
        QTEST(withFacetValue(text, term, FacetUse::Included), "after");
    }

    void excludingAValue_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("after");
        QTest::newRow("into nothing") << u""_s << u"-state:frozen"_s;
        QTest::newRow("included") << u"x state:frozen"_s << u"x -state:frozen"_s;
        QTest::newRow("included with others") << u"state:active,frozen"_s << u"state:active -state:frozen"_s;
        QTest::newRow("excluded") << u"x -state:frozen"_s << u"x"_s;
        QTest::newRow("others excluded") << u"-state:active x"_s << u"-state:active,frozen x"_s;
        QTest::newRow("an OR") << u"a OR b"_s << u"(a OR b) -state:frozen"_s;
    }
    void excludingAValue()
    {
        QFETCH(QString, text);
        QTEST(withFacetValue(text, u"state:frozen"_s, FacetUse::Excluded), "after");
    }

    void theSameKeyTwiceBringsBackWhatItMeant_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "x", "a OR b", "domain:bk.ru", "-domain:bk.ru", "domain:~ru -name:x",
                                 "\"a b\" (c)", "(domain:bk.ru OR x) y", "domain:/ru$/", "(x y)"}) {
            QTest::newRow(text) << QString::fromLatin1(text);
        }
    }
    void theSameKeyTwiceBringsBackWhatItMeant()
    {
        QFETCH(QString, text);
        for (const FacetUse use : {FacetUse::Included, FacetUse::Excluded}) {
            const QString once = withFacetValue(text, u"domain:\"inbox.ru\""_s, use);
            QVERIFY2(Filter::parse(once).has_value(), qPrintable(once));
            QCOMPARE(int(FacetTerms(once).useOf(u"domain:inbox.ru"_s)), int(use));
            const QString twice = withFacetValue(once, u"domain:inbox.ru"_s, use);
            QCOMPARE(int(FacetTerms(twice).useOf(u"domain:inbox.ru"_s)), int(FacetUse::None));
            QVERIFY2(twice == text || twice == u'(' % text % u')', qPrintable(twice));
        }
    }

    void theNamedValuesAreTold()
    {
        const FacetTerms terms(u"domain:inbox.ru,~box empty -domain:\"bk.ru\" (domain:a.de OR x)"_s);
        const auto domains = terms.named(Field::Domain);
        QCOMPARE(domains.size(), std::size_t{3});
        QCOMPARE(domains[0].value, u"inbox.ru"_s);
        QCOMPARE(domains[1].term, u"domain:~box"_s);
        QCOMPARE(domains[2].value, u"bk.ru"_s);
        QCOMPARE(int(domains[2].use), int(FacetUse::Excluded));
        QCOMPARE(terms.named(Field::Empty).front().term, u"empty:yes"_s);
        QVERIFY(terms.named(Field::State).empty());
    }
};

QTEST_GUILESS_MAIN(TestFacetTerms)
#include "tst_facet_terms.moc"
