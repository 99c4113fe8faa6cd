// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/instant.h"
#include "core/domain/records.h"
#include "core/domain/result.h"
#include "core/domain/subject.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace cordon {

class Transport;

/// Any sufficient part (cli.md). Never logged, never stored by us.
struct Credentials {
    QString username, password, totpSecret, sessionCookie;
};

struct Identity {
    QString username;
    bool superuser = false; ///< may ban, clear and prohibit
};

/// One subject as the registry shows it now.
struct SubjectSeen {
    bool exists = false;
    QString name;  ///< registered spelling
    QString uuid;  ///< accounts
    QString state; ///< registry's word: active, frozen, quarantine-enter, ..., prohibited, permitted
    /// Joined or created, as exactly as the page tells: an account's is the midnight (UTC) of its
    /// day and compares by day; a project's comes from its journal and is exact, or absent.
    std::optional<Instant> since;
    std::vector<QString> roleHolders; ///< of a project, folded user names
    QString changedBy; ///< who the registry's own journal says brought it into this state; empty: it does not say
    std::optional<Instant> changedAt;
    std::vector<QString> notices = {}; ///< what the registry had to say since its last page, made visible; a hint only
};

/// What came of sending a verb. Only a read tells whether it happened (security.md 3.3).
enum class SendClass { Accepted, Throttled, Rejected, Unknown, AuthLost, NotSent };
[[nodiscard]] QString word(SendClass result); ///< "auth-lost"
struct Sent {
    SendClass result = SendClass::Unknown;
    int httpStatus = 0;
    QString answer; ///< flash or error text, made visible
    std::optional<std::chrono::seconds> retryAfter;
};

/// How Cordon talks to a registry. Straight-line blocking calls, one at a time. Thread: the one
/// that made it.
class RegistryConnector {
public:
    virtual ~RegistryConnector() = default;

    /// Opens a session: the cookie first, password and TOTP only when it is refused. NeedsPerson
    /// for a wrong password, a wrong code, a confirmation by mail; Registry where it is down.
    [[nodiscard]] virtual Result<Identity> logIn(const Credentials& credentials, std::stop_token stop) = 0;
    /// Who the session belongs to: a positive read, NeedsPerson where it has ended.
    [[nodiscard]] virtual Result<Identity> whoAmI(std::stop_token stop) = 0;

    /// Reads one subject. `exists` is false for a 404. Registry where the page is not what it
    /// should be (log-in page, maintenance, another subject's page).
    [[nodiscard]] virtual Result<SubjectSeen> read(const Subject& subject, std::stop_token stop) = 0;

    /// Sends one verb once. `seen` is the read just before: a ban resends what it showed.
    [[nodiscard]] virtual Sent send(Verb verb, const Subject& subject, const SubjectSeen& seen,
                                    std::stop_token stop) = 0;

    /// The session cookie as it is now, to keep a session open between programs.
    [[nodiscard]] virtual QString sessionCookie() const = 0;
};

/// The connector for Warehouse (pypi.org and its like) over a transport.
[[nodiscard]] std::unique_ptr<RegistryConnector> makeWarehouseConnector(std::unique_ptr<Transport> transport,
                                                                        Clock clock);

/// Whether a subject in that state needs the verb no more (an active project for clear, too).
[[nodiscard]] bool isInTargetState(Verb verb, QStringView state);

} // namespace cordon
