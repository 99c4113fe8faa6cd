// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/result.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <memory>
#include <vector>

namespace cordon::simulator {

struct Options {
    QString data;                                   ///< folder with the import files that seed the registry
    QString listen = QStringLiteral("127.0.0.1:0"); ///< loopback only
    QString effects;                                ///< file for one JSON line a state change; empty: none
    std::chrono::milliseconds roundTrip{0};         ///< added before each answer
};

struct User {
    QString username, password, totpSecret, role; ///< role: "superuser", "moderator"
};

/// A registry that speaks the part of Warehouse's admin contract that Cordon uses
/// (warehouse-contract.md). Its effects file is written by the registry side alone.
/// Thread: any; the server has threads of its own.
class Simulator {
public:
    /// Seeds and starts listening. BadInput for data that cannot be read.
    [[nodiscard]] static Result<std::unique_ptr<Simulator>> start(const Options& options);
    ~Simulator(); ///< stops and joins
    Simulator(const Simulator&) = delete;
    Simulator& operator=(const Simulator&) = delete;

    [[nodiscard]] QString url() const; ///< "http://127.0.0.1:PORT"
    [[nodiscard]] std::vector<User> users() const;
    /// A session of the superuser that is open already: the value of the cookie session_id.
    [[nodiscard]] QString openSessionCookie();
    /// Answers what is under way, then no more: state() is final from here on.
    void stop();
    /// The whole state as canonical JSON: accounts, projects, prohibited domains and names.
    [[nodiscard]] QByteArray state() const;

private:
    struct Parts;
    explicit Simulator(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace cordon::simulator
