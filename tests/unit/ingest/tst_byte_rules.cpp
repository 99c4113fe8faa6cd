// SPDX-License-Identifier: Apache-2.0
// The rules over bytes say what the rules of the domain say.
#include "core/domain/digest.h" // first: moc 6.4 stumbles where <compare> comes before any Qt header
#include "core/domain/name_keys.h"
#include "core/domain/names.h"
#include "core/ingest/byte_rules.h"

#include <QRandomGenerator>
#include <QTest>

using namespace cordon;
using namespace Qt::StringLiterals;

namespace {

/// Texts of pieces that matter to one of the rules.
class Texts {
public:
    explicit Texts(quint32 seed) : m_random(seed) {}
    QString next(const QStringList& pieces)
    {
        QString text;
        for (int left = m_random.bounded(9); left > 0; --left) {
            text += pieces.at(m_random.bounded(static_cast<int>(pieces.size())));
        }
        return text;
    }

private:
    QRandomGenerator m_random;
};

const QStringList kNamePieces{u"a"_s, u"Z"_s, u"9"_s,      u"-"_s, u"--"_s,    u"_"_s,
                              u"."_s, u"é"_s, u"\u212A"_s, u" "_s, u"longer"_s};
const QStringList kAddressPieces{u"a"_s,         u"@"_s, u"example.org"_s, u"mail.EXAMPLE.co.uk"_s, u" "_s,
                                 u"\u00A0"_s,    u"."_s, u"bücher.de"_s,   u"xn--bcher-kva.de"_s,   u"com"_s,
                                 u"127.0.0.1"_s, u"-"_s};
const QStringList kTimePieces{u"2025-06-11"_s, u"1999-12-31"_s, u"2024-02-29"_s, u"2025-02-29"_s, u"T"_s,
                              u" "_s,          u"10:17:00"_s,   u"24:00:00"_s,   u"23:59:60"_s,   u".5"_s,
                              u"Z"_s,          u"+03:00"_s,     u"é"_s};

} // namespace

class TstByteRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesAreJudgedAndFoldedAlike()
    {
        Texts texts(1);
        std::string storage;
        for (int i = 0; i < 20'000; ++i) {
            const QString text = texts.next(kNamePieces);
            const std::string bytes = text.toStdString();
            QCOMPARE(isProjectName(Utf8(bytes)), isProjectName(QStringView(text)));
            QCOMPARE(isUserName(Utf8(bytes)), isUserName(QStringView(text)));
            QCOMPARE(std::string(projectKeyOf(bytes, storage)), normalizedProject(text).toStdString());
            QCOMPARE(projectKeyOf(bytes), normalizedProject(text).toStdString());
            QCOMPARE(accountKeyOf(bytes), foldedUser(text).toStdString());
            QCOMPARE(std::string(accountKeyOf(bytes, storage)), foldedUser(text).toStdString());
        }
    }

    void addressesHaveTheSameDomains()
    {
        Texts texts(2);
        DomainRules rules;
        for (int i = 0; i < 20'000; ++i) {
            const QString text = texts.next(kAddressPieces) + u'@' + texts.next(kAddressPieces);
            const std::string bytes = text.toStdString();
            const auto domain = registrableDomain(text);
            const auto found = rules.registrable(bytes);
            QCOMPARE(found.has_value(), domain.has_value());
            QCOMPARE(found ? std::string(*found) : std::string(), domain ? domain->toStdString() : std::string());
        }
    }

    void timesAreReadAlike()
    {
        Texts texts(3);
        for (int i = 0; i < 50'000; ++i) {
            const QString text = texts.next(kTimePieces);
            QVERIFY2(parseInstant(Utf8(text.toStdString())) == parseInstant(QStringView(text)), qPrintable(text));
        }
        for (int day = 0; day < 400; ++day) {
            const QString text = formatInstant(Instant(std::chrono::hours(24 * 92 * day)));
            QVERIFY2(parseInstant(Utf8(text.toStdString())) == parseInstant(QStringView(text)), qPrintable(text));
        }
    }

    void controlCharactersAreSeen()
    {
        for (char32_t c = 0; c < 0x300; ++c) {
            const QString text = u"x"_s + QString::fromUcs4(&c, 1) + u"x"_s;
            QCOMPARE(hasControlCharacter(text.toStdString()), QChar(c).category() == QChar::Other_Control);
        }
    }
};

QTEST_GUILESS_MAIN(TstByteRules)
#include "tst_byte_rules.moc"
