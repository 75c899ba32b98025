using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using MbimEmulator.Interop.Tests.Support;
using MbimEmulator.Tests;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.Interop.Tests.Libmbim;

/// <summary>The answers and notifications in the tests of libmbim, most of them from real modems: we read them as libmbim does, and what we make of them is the same to it.</summary>
public sealed class LibmbimVectorTests
{
    // The header of a COMMAND_DONE, which ends with the length of the information buffer.
    private const int DoneHeader = 48;

    // Those that are wrong on purpose.
    private static readonly string[] Broken = ["test_basic_connect_visible_providers_overflow", "test_provisioned_contexts"];

    [Test]
    public async Task We_read_and_write_the_messages_of_libmbims_tests_as_libmbim_reads_them()
    {
        var program = await NativePrograms.GetAsync("mbim-print", "readers.h", LibmbimReaders.Write());
        List<(string Name, string Ours, string Line, string Again)> read = [];
        foreach (var vector in Vectors().Where(vector => !Broken.Contains(vector.Name)))
        {
            if (TryRead(vector.Bytes, VersionOf(vector.Name), out var ours, out var again))
            {
                read.Add((vector.Name, ours, Line(vector.Name, vector.Bytes), Line(vector.Name, again)));
            }
        }

        Assert.That(read, Has.Count.EqualTo(22));
        using var all = Assert.EnterMultipleScope();
        foreach (var (name, ours, line, again) in read)
        {
            Assert.That(await ShowAsync(program, line), Is.EqualTo(ours), name);
            Assert.That(await ShowAsync(program, again), Is.EqualTo(ours), $"{name}, as we write it");
        }
    }

    [Test]
    public async Task Both_refuse_those_that_are_wrong_on_purpose()
    {
        var program = await NativePrograms.GetAsync("mbim-print", "readers.h", LibmbimReaders.Write());
        using var all = Assert.EnterMultipleScope();
        foreach (var vector in Vectors().Where(vector => Broken.Contains(vector.Name)))
        {
            Assert.That(await ShowAsync(program, Line(vector.Name, vector.Bytes)), Does.StartWith("error="), vector.Name);
            Assert.That(() => TryRead(vector.Bytes, MbimExVersion.V1, out _, out _), Throws.TypeOf<AssertionException>(), vector.Name);
        }
    }

    [Test]
    public void We_read_and_write_the_requests_of_libmbims_tests_byte_by_byte()
    {
        var count = 0;
        using var all = Assert.EnterMultipleScope();
        foreach (var (name, bytes) in Vectors("expected_message"))
        {
            Assert.That(MbimMessage.TryParse(bytes, MbimReadMode.Strict, out var message, out var error), Is.True, $"{name}: {error}");
            if (MbimServices.Find(message.DeviceServiceId, message.Cid) is { } cid)
            {
                count++;
                var write = ((Func<MbimCid, byte[], uint, MbimCommandType, MbimExVersion, byte[]>)WriteCommand<EmptyBuffer>).Method.GetGenericMethodDefinition()
                    .MakeGenericMethod(cid.GetType().GenericTypeArguments[message.CommandType == MbimCommandType.Query ? 0 : 1]);
                Assert.That(write.Invoke(null, [cid, message.InformationBuffer.ToArray(), message.TransactionId, message.CommandType, VersionOf(name)]), Is.EqualTo(bytes), name);
            }
        }

        Assert.That(count, Is.EqualTo(15));
    }

    // Some answers say that they are shorter than they are, which libmbim does not mind.
    private static IEnumerable<(string Name, byte[] Bytes)> Vectors(string array = "buffer")
    {
        using var json = JsonDocument.Parse(RecordedData.Read("libmbim/vectors.json"));
        foreach (var vector in json.RootElement.GetProperty("vectors").EnumerateArray().Where(vector => vector.GetProperty("array").GetString() == array))
        {
            var bytes = Convert.FromHexString(vector.GetProperty("hex").GetString()!);
            if (BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)) != bytes.Length)
            {
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length);
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(DoneHeader - 4), bytes.Length - DoneHeader);
            }

            yield return (vector.GetProperty("test").GetString()!, bytes);
        }
    }

    private static MbimExVersion VersionOf(string name) =>
        name.Contains("v3", StringComparison.Ordinal) || name.Contains("registration_parameters", StringComparison.Ordinal) ? MbimExVersion.V3 : MbimExVersion.V1;

    private static string Line(string name, byte[] message) => $"v{(int)VersionOf(name) >> 8} {Convert.ToHexStringLower(message)}\n";

    private static async Task<string> ShowAsync(string program, string line)
    {
        var result = await Programs.RunAsync([program], line, environment: null);
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        return result.Output.TrimEnd('.', '\n');
    }

    // False for services without layouts, and for failures without a buffer.
    private static bool TryRead(byte[] bytes, MbimExVersion version, out string fields, out byte[] again)
    {
        (fields, again) = ("", []);
        Assert.That(MbimMessage.TryParse(bytes, MbimReadMode.Tolerant, out var message, out var error), Is.True, error.ToString());
        if (message.InformationBuffer.IsEmpty && message.Status != MbimStatus.Success)
        {
            return false;
        }

        if (MbimServices.Find(message.DeviceServiceId, message.Cid) is not { } cid || !LibmbimBuffer.IsKnown(MbimServices.All.Single(service => service.Id == cid.Service), cid))
        {
            return false;
        }

        var flat = new FlatFields();
        var kind = message.Type == MbimMessageType.IndicateStatus ? BufferKind.Notification : BufferKind.Response;
        Assert.That(cid.TryDescribe(kind, message.InformationBuffer, version, flat, out error), Is.True, error.ToString());
        fields = string.Join('\n', flat.Lines);
        var write = ((Func<MbimCid, byte[], MbimExVersion, byte[]>)Write<EmptyBuffer>).Method.GetGenericMethodDefinition()
            .MakeGenericMethod(cid.GetType().GenericTypeArguments[2]);
        again = (byte[])write.Invoke(null, [cid, message.InformationBuffer.ToArray(), version])!;
        return true;
    }

    private static byte[] WriteCommand<T>(MbimCid cid, byte[] buffer, uint transactionId, MbimCommandType type, MbimExVersion version)
        where T : IInformationBuffer<T>
    {
        Assert.That(T.TryRead(buffer, version, MbimReadMode.Strict, out var value, out var error), Is.True, error.ToString());
        var message = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommand(message, transactionId, cid.Service, cid.Number, type, value!, version);
        return message.WrittenSpan.ToArray();
    }

    private static byte[] Write<T>(MbimCid cid, byte[] buffer, MbimExVersion version)
        where T : IInformationBuffer<T>
    {
        Assert.That(T.TryRead(buffer, version, MbimReadMode.Tolerant, out var value, out var error), Is.True, error.ToString());
        var message = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommandDone(message, 7, cid.Service, cid.Number, MbimStatus.Success, value!, version);
        return message.WrittenSpan.ToArray();
    }
}
