// SPDX-License-Identifier: Apache-2.0
// Every text keeps 4.5:1 against every ground it is drawn on, light and dark (WCAG 2.2, 1.4.3);
// what is seen by its shape alone keeps 3:1 (1.4.11).
#include "tests/support/support.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/views/chip.h"
#include "ui/views/plain_text.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QPushButton>

#include <cmath>

using namespace cordon::ui;
using namespace Qt::StringLiterals;

namespace {

double channel(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& c)
{
    return 0.2126 * channel(c.redF()) + 0.7152 * channel(c.greenF()) + 0.0722 * channel(c.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

struct Named {
    const char* name;
    QColor colour;
};

void addPairs(const char* theme, const Tokens& t)
{
    const std::vector<Named> grounds{{"window", t.window},
                                     {"surface", t.surface},
                                     {"raised", t.raised},
                                     {"highlight", t.highlight},
                                     {"accentTint", t.accentTint}};
    const std::vector<Named> inks{{"text", t.text}, {"muted", t.muted},   {"accent", t.accent},
                                  {"warn", t.warn}, {"danger", t.danger}, {"good", t.good}};
    for (const Named& ink : inks) {
        for (const Named& ground : grounds) {
            QTest::addRow("%s: %s on %s", theme, ink.name, ground.name) << ink.colour << ground.colour;
        }
    }
    QTest::addRow("%s: onAccent on accent", theme) << t.onAccent << t.accent;
    QTest::addRow("%s: text on dangerTint", theme) << t.text << t.dangerTint;
    QTest::addRow("%s: danger on dangerTint", theme) << t.danger << t.dangerTint;
    QTest::addRow("%s: text on warnTint", theme) << t.text << t.warnTint;
    QTest::addRow("%s: warn on warnTint", theme) << t.warn << t.warnTint;
    QTest::addRow("%s: text on goodTint", theme) << t.text << t.goodTint;
    QTest::addRow("%s: good on goodTint", theme) << t.good << t.goodTint;
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theMeasureIsRight()
    {
        QVERIFY(std::abs(contrast(Qt::black, Qt::white) - 21.0) < 0.001);
        QVERIFY(std::abs(contrast(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01);
    }

    void everyTextCanBeReadOnItsGround_data()
    {
        QTest::addColumn<QColor>("ink");
        QTest::addColumn<QColor>("ground");
        addPairs("light", lightTokens());
        addPairs("dark", darkTokens());
    }
    void everyTextCanBeReadOnItsGround()
    {
        QFETCH(QColor, ink);
        QFETCH(QColor, ground);
        const double ratio = contrast(ink, ground);
        QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio, 'f', 2)));
    }

    void edgesOfFieldsAndBarsAreSeen_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void edgesOfFieldsAndBarsAreSeen()
    {
        QFETCH(bool, dark);
        const Tokens& t = dark ? darkTokens() : lightTokens();
        QCOMPARE(t.dark, dark);
        for (const QColor& ground : {t.window, t.surface, t.raised}) {
            QVERIFY2(contrast(t.outline, ground) >= 3.0, qPrintable(QString::number(contrast(t.outline, ground))));
            QVERIFY(contrast(t.accent, ground) >= 3.0);
        }
        QVERIFY(contrast(t.accent, t.barOut) >= 1.5); // kept and not kept differ in height, too
    }

    void thePaletteSaysWhatTheTokensSay_data() { edgesOfFieldsAndBarsAreSeen_data(); }
    void thePaletteSaysWhatTheTokensSay()
    {
        QFETCH(bool, dark);
        const QPalette p = paletteOf(dark ? darkTokens() : lightTokens());
        for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled}) {
            const auto ratio = [&](QPalette::ColorRole ink, QPalette::ColorRole ground) {
                return contrast(p.color(group, ink), p.color(group, ground));
            };
            QVERIFY(ratio(QPalette::WindowText, QPalette::Window) >= 4.5);
            QVERIFY(ratio(QPalette::Text, QPalette::Base) >= 4.5);
            QVERIFY(ratio(QPalette::Text, QPalette::AlternateBase) >= 4.5);
            QVERIFY(ratio(QPalette::ButtonText, QPalette::Button) >= 4.5);
            QVERIFY(ratio(QPalette::HighlightedText, QPalette::Highlight) >= 4.5);
            QVERIFY(ratio(QPalette::ToolTipText, QPalette::ToolTipBase) >= 4.5);
            QVERIFY(ratio(QPalette::PlaceholderText, QPalette::Base) >= 4.5);
        }
    }

    void aChangeOfThemeReachesWhatIsOnTheScreen()
    {
        applyTheme(ThemeChoice::Light);
        QPushButton button(u"x"_s);
        PlainLabel label(u"x"_s);
        label.toned(Tone::Danger);
        button.show();
        QCOMPARE(label.palette().color(label.foregroundRole()), lightTokens().danger);
        applyTheme(ThemeChoice::Dark);
        QCOMPARE(currentTheme(), ThemeChoice::Dark);
        QCOMPARE(QApplication::palette().color(QPalette::Window), darkTokens().window);
        QTRY_COMPARE(button.palette().color(QPalette::Button), darkTokens().raised);
        QCOMPARE(label.palette().color(label.foregroundRole()), darkTokens().danger);
        QCOMPARE(ink(Tone::Good), darkTokens().good);
        QCOMPARE(tint(Tone::Warn), darkTokens().warnTint);
        applyTheme(ThemeChoice::System);
        QVERIFY(QApplication::palette().color(QPalette::Window) == tokens().window);
    }

    void themesHaveWords()
    {
        for (const auto choice : {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark}) {
            QCOMPARE(themeFromWord(word(choice)), choice);
        }
        QVERIFY(!themeFromWord(u"pink"));
    }

    void everyIconIsDrawnInTheInkOfTheTheme()
    {
        QVERIFY(icon(u"no-such-icon"_s).isNull());
        QVERIFY(!programIcon().pixmap(32, 32).isNull());
        const QStringList names =
            QDir(u":/cordon/icons"_s).entryList({u"*.svg"_s}, QDir::Files).replaceInStrings(u".svg"_s, QString());
        QVERIFY(!names.isEmpty());
        for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            applyTheme(choice);
            for (const QString& name : names) {
                const QImage image = icon(name).pixmap(24, 24).toImage();
                bool drawn = false;
                for (int y = 0; y < image.height() && !drawn; ++y) {
                    for (int x = 0; x < image.width() && !drawn; ++x) {
                        drawn = image.pixelColor(x, y).alpha() > 200;
                    }
                }
                QVERIFY2(drawn, qPrintable(name));
            }
        }
    }

    void noStateIsToldByColourAlone()
    {
        // The same word in two tones is two different pictures in grey.
        applyTheme(ThemeChoice::Light);
        QList<QImage> seen;
        for (const Tone tone : {Tone::Neutral, Tone::Accent, Tone::Good, Tone::Warn, Tone::Danger}) {
            Chip chip(u"word"_s, tone);
            chip.resize(chip.sizeHint());
            QImage grey =
                chip.grab().toImage().convertToFormat(QImage::Format_Mono, Qt::MonoOnly | Qt::ThresholdDither);
            QVERIFY(!seen.contains(grey));
            seen << grey;
        }
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
