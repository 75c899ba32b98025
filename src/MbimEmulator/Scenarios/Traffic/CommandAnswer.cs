using System.Buffers;
using MbimProtocol.Messages;

namespace MbimEmulator.Scenarios;

/// <summary>Writes what a command is answered instead of by the modem; says why it cannot.</summary>
internal delegate string? CommandAnswer(MbimMessage command, IBufferWriter<byte> writer);
