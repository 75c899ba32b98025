using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MbimProtocol.Rendering;

namespace MbimProtocol.Tests.Encoding;

[TestFixtureSource(typeof(CodecCase), nameof(CodecCase.All))]
public sealed class CodecPropertyTests(CodecCase codec)
{
    private const int Samples = 60;

    [Test]
    public void What_is_written_is_read_as_it_was() => ForAll((value, seed) =>
    {
        var bytes = codec.Write(value, MbimExVersion.V3);
        var read = codec.Read(bytes, MbimExVersion.V3, MbimReadMode.Strict, out var error);
        Assert.That(read, Is.EqualTo(value), $"{error} {Convert.ToHexString(bytes)}");
    });

    [Test]
    public void Every_version_writes_what_it_reads() => ForAll((value, seed) =>
    {
        foreach (var version in CodecCase.Versions)
        {
            var bytes = codec.Write(value, version);
            var read = codec.Read(bytes, version, MbimReadMode.Strict, out var error);
            Assert.That(read, Is.Not.Null, $"{version} {error}");
            Assert.That(codec.Write(read!, version), Is.EqualTo(bytes), $"{version}");
        }
    });

    [Test]
    public void Every_truncation_is_read_or_refused_with_a_place() => ForAll((value, seed) =>
    {
        var bytes = codec.Write(value, MbimExVersion.V3);
        for (var length = 0; length < bytes.Length; length++)
        {
            Hostile(bytes[..length], MbimExVersion.V3);
        }
    });

    [Test]
    public void Every_corrupted_byte_is_read_or_refused_with_a_place() => ForAll((value, seed) =>
    {
        foreach (var version in CodecCase.Versions)
        {
            var bytes = codec.Write(value, version);
            for (var i = 0; i < bytes.Length; i++)
            {
                var original = bytes[i];
                foreach (var corrupted in new byte[] { 0, 1, 0x7F, 0xFF, (byte)(original + 1), (byte)(original - 1), (byte)(original ^ 0x80), (byte)(original + 4) })
                {
                    bytes[i] = corrupted;
                    Hostile(bytes, version);
                }

                bytes[i] = original;
            }
        }
    }, samples: 8);

    [Test]
    public void Garbage_is_read_or_refused_with_a_place() => ForAll((value, seed) =>
    {
        var random = new System.Random(seed);
        var garbage = new byte[random.Next(200)];
        random.NextBytes(garbage);
        for (var i = 0; i < garbage.Length; i += 4)
        {
            if (random.Next(3) != 0)
            {
                garbage.AsSpan(i, Math.Min(4, garbage.Length - i)).Clear();
                garbage[i] = (byte)random.Next(garbage.Length + 4);
            }
        }

        Hostile(garbage, CodecCase.Versions[random.Next(3)]);
    }, samples: 400);

    [Test]
    public void Text_and_json_show_every_sample() => ForAll((value, seed) =>
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            codec.Describe(value, new JsonFieldWriter(json, showPersonal: true), MbimExVersion.V3);
            json.WriteEndObject();
        }

        var text = new StringBuilder();
        codec.Describe(value, new TextFieldWriter(text, multiline: true, showPersonal: true), MbimExVersion.V3);
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        foreach (var field in document.RootElement.EnumerateObject())
        {
            Assert.That(text.ToString(), Does.Contain(field.Name));
        }
    });

    private void Hostile(byte[] bytes, MbimExVersion version)
    {
        foreach (var mode in new[] { MbimReadMode.Strict, MbimReadMode.Tolerant })
        {
            var read = codec.Read(bytes, version, mode, out var error);
            if (read is null)
            {
                Assert.That(error.Kind, Is.Not.EqualTo(MbimFormatErrorKind.None));
                Assert.That(error.Field, Is.Not.Empty);
                Assert.That(error.Offset, Is.InRange(0, bytes.Length), error.ToString());
                Assert.That((error.Expected, error.Found), Is.Not.EqualTo(("", "")));
            }
            else
            {
                Assert.That(error, Is.EqualTo(default(MbimFormatError)));
                var again = codec.Write(read, version);
                Assert.That(codec.Read(again, version, mode, out error), Is.EqualTo(read), $"{error} {Convert.ToHexString(bytes)} -> {Convert.ToHexString(again)}");
            }

            Assert.That(codec.AllocatedByReading(bytes, version, mode), Is.LessThanOrEqualTo((4 * bytes.Length) + 1024), Convert.ToHexString(bytes));
        }
    }

    private void ForAll(Action<object, int> property, int samples = Samples) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => property(codec.Random(seed), seed))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(samples).WithReplay(2026, 0x2AF4D451));
}
