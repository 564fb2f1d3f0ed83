using System.CommandLine;
using GevinstMonitor.Collect;
using GevinstMonitor.Configure;

namespace GevinstMonitor.Commands;

/// <summary><c>schema</c>: JSON Schemas for the configuration files, from the types that read them.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var to = new Option<string?>("--to") { Description = "The folder to write them into; the folder schema of the configuration when left out." };
        var command = new Command("schema", "Writes JSON Schemas for the configuration files, so that editors complete and check.") { to };
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(to) ?? Path.Combine(parsed.GetValue(CommandLine.Config)!, "schema");
            Directory.CreateDirectory(folder);
            foreach (var (name, schema) in new SchemaWriter(SourceKinds.All.Map).All())
            {
                var path = Path.Combine(folder, $"{name}.schema.json");
                File.WriteAllText(path, schema.ToJsonString(Json.Indented).ReplaceLineEndings("\n") + "\n");
                Console.WriteLine(path);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
