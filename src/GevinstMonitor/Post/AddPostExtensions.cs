namespace GevinstMonitor.Post;

public static class AddPostExtensions
{
    public static IServiceCollection AddPost(this IServiceCollection services) => services
        .AddSingleton<Mailers>()
        .AddSingleton<Links>()
        .AddSingleton<Mailroom>()
        .AddSingleton<Secretary>()
        .AddSingleton<Postman>();
}
