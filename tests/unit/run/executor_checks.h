// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/ledger/ledger.h"
#include "tests/support/support.h"
#include "tests/unit/run/fake_registry.h"

#include <QTest>

namespace cordon::test {

inline const Subject kProject = projectSubject(u"zzfx-a");
inline const Subject kAccount = accountSubject(u"zzfx-eve");

/// I2, I3, I8: the ledger tells every transition, and nothing happened without an intent before.
inline void checkLedger(const Stage& stage)
{
    const auto verdict = verifyLedger(stage.journal);
    CORDON_VERIFY(verdict);
    QVERIFY2(verdict->ok, qPrintable(verdict->why));
    for (std::size_t i = 0; i < stage.plan.steps.size(); ++i) {
        const QString path = stage.path(static_cast<int>(i));
        QVERIFY2(!path.contains(u'!'), qPrintable(path));
        QVERIFY2(path.endsWith(word(stage.state(static_cast<int>(i)))), qPrintable(path));
        const auto effects = stage.registry.effects.find(stage.plan.steps[i].subject);
        if (effects != stage.registry.effects.end() && effects->second > 0) {
            QVERIFY2(path.contains(u"INTENT"), qPrintable(path));
        }
    }
}

} // namespace cordon::test
