// SPDX-License-Identifier: Apache-2.0
// cordon-simulator: the registry as a program (cli.md).
#include "app/simulator/simulator.h"
#include "core/domain/visible_text.h"

#include <CLI/CLI.hpp>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <csignal>
#include <cstdio>
#include <iostream>

namespace {

using namespace Qt::StringLiterals;
using namespace cordon;
using simulator::Simulator;

struct Arguments {
    simulator::Options options;
    QString credentialsOut;
    QString stateOut;
};

int tell(const Error& error)
{
    std::fputs(error.sentence().toUtf8().constData(), stderr);
    std::fputs("\n", stderr);
    return exitCode(error.kind);
}

/// Whole or not at all, readable by its owner alone where it is secret.
Done writeFile(const QString& path, const QByteArray& bytes, bool secret)
{
    QSaveFile file(path);
    const auto owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    const bool written = file.open(QIODevice::WriteOnly) && (!secret || file.setPermissions(owner)) &&
                         file.write(bytes) == bytes.size() && file.commit();
    if (!written) {
        return failure(ErrorKind::Io, forCell(path) % " cannot be written: "_L1 % file.errorString());
    }
    return {};
}

QByteArray credentials(Simulator& registry)
{
    const simulator::User admin = registry.users().front();
    return QJsonDocument(QJsonObject{{"username"_L1, admin.username},
                                     {"password"_L1, admin.password},
                                     {"totp_secret"_L1, admin.totpSecret},
                                     {"session_cookie"_L1, registry.openSessionCookie()}})
        .toJson(QJsonDocument::Compact);
}

QByteArray readyLine(const Simulator& registry)
{
    QJsonArray users;
    for (const simulator::User& user : registry.users()) {
        users.append(QJsonObject{{"username"_L1, user.username},
                                 {"password"_L1, user.password},
                                 {"totp_secret"_L1, user.totpSecret},
                                 {"role"_L1, user.role}});
    }
    return QJsonDocument(QJsonObject{{"url"_L1, registry.url()}, {"users"_L1, users}}).toJson(QJsonDocument::Compact) +
           '\n';
}

int run(const Arguments& arguments, const sigset_t& endings)
{
    auto registry = Simulator::start(arguments.options);
    if (!registry) {
        return tell(registry.error());
    }
    if (!arguments.credentialsOut.isEmpty()) {
        if (const Done written = writeFile(arguments.credentialsOut, credentials(**registry), true); !written) {
            return tell(written.error());
        }
    }
    const QByteArray ready = readyLine(**registry);
    std::fwrite(ready.constData(), 1, static_cast<std::size_t>(ready.size()), stdout);
    std::fflush(stdout);

    int signal = 0;
    sigwait(&endings, &signal);
    (*registry)->stop(); // whatever was answered is in the state
    if (!arguments.stateOut.isEmpty()) {
        if (const Done written = writeFile(arguments.stateOut, (*registry)->state(), false); !written) {
            return tell(written.error());
        }
    }
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    // Before any thread exists, so that every thread leaves these to sigwait().
    sigset_t endings;
    sigemptyset(&endings);
    sigaddset(&endings, SIGTERM);
    sigaddset(&endings, SIGINT);
    pthread_sigmask(SIG_BLOCK, &endings, nullptr);

    std::string data, listen = "127.0.0.1:0", effects, credentialsOut, stateOut;
    int rtt = 0;
    CLI::App app("A registry for rehearsals: speaks the admin contract of PyPI's server, on loopback only.",
                 "cordon-simulator");
    app.set_version_flag("--version", std::string("cordon-simulator ") + CORDON_VERSION);
    app.add_option("--data", data, "Folder with the import files that seed the registry")->required();
    app.add_option("--listen", listen, "Loopback address and port, 0 for any free one")->capture_default_str();
    app.add_option("--effects", effects, "File that gets one JSON line for each state change");
    app.add_option("--credentials-out", credentialsOut, "File for the administrator's credentials, mode 0600");
    app.add_option("--rtt", rtt, "Milliseconds to wait before each answer")->check(CLI::Range(0, 60000));
    app.add_option("--state-out", stateOut, "File for the whole state, written at the end");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const bool asked = app.exit(error, std::cout, std::cerr) == 0; // --help, --version
        return asked ? 0 : exitCode(ErrorKind::Usage);
    }
    Arguments arguments;
    arguments.options.data = QFile::decodeName(QByteArray::fromStdString(data));
    arguments.options.listen = QString::fromStdString(listen);
    arguments.options.effects = QFile::decodeName(QByteArray::fromStdString(effects));
    arguments.options.roundTrip = std::chrono::milliseconds(rtt);
    arguments.credentialsOut = QFile::decodeName(QByteArray::fromStdString(credentialsOut));
    arguments.stateOut = QFile::decodeName(QByteArray::fromStdString(stateOut));
    return run(arguments, endings);
}
